export default {
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/demonstration', '<rootDir>/drill', '<rootDir>/scripts', '<rootDir>/infra/grafana', '<rootDir>/infra/otel'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2024', transform: { react: { runtime: 'automatic' } } },
        module: { type: 'es6' },
      },
    ],
  },
  maxWorkers: 2,
  testTimeout: 60_000,
};
