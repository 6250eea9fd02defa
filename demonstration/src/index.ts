export { runDemonstration, type Demonstration } from './run.ts';
