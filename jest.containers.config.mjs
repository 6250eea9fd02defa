import base from './jest.config.mjs';

// The bus on Kafka and PostgreSQL in containers, and the whole product by docker compose: npm run test:containers.
export default {
  ...base,
  roots: ['<rootDir>/packages/bus', '<rootDir>/infra/compose'],
  testMatch: ['**/bus/src/feed.test.ts', '**/bus/src/kafka.test.ts', '**/infra/compose/**/*.test.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
