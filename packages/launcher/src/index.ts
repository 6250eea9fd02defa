export { type RunningPostgres, startPostgres } from './postgres.ts';
export { prepareDatabase, type ServiceUrls } from './prepare-database.ts';
export { freePort, isFree } from './free-port.ts';
