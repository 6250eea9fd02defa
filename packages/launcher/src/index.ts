export { type RunningPostgres, startPostgres } from './postgres.ts';
export { prepareDatabase, type ServiceUrls } from './prepare-database.ts';
export { freePort, isFree } from './free-port.ts';
export { brokerNeeds } from './kafka-jars.ts';
export { type RunningBroker, startBroker } from './kafka-broker.ts';
