export { startTestDatabase, type TestDatabase } from './database.ts';
export { startTestIssuer, type TestIssuer } from './issuer.ts';
export { serve, type Served } from './serve.ts';
