export { readEnvironment } from './environment.ts';
export { type Started, startService } from './start-service.ts';
