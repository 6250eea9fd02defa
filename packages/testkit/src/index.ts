export { startTestDatabase, type TestDatabase } from './database.ts';
export { startTestIssuer, type TestIssuer } from './issuer.ts';
export { serve, type Served } from './serve.ts';
export { type CollectedSpan, startTestCollector, type TestCollector } from './collector.ts';
export { whyNoBroker, startTestBroker } from './broker.ts';
export { type TestBroker } from './test-broker.ts';
export { type SecuredBroker, startSecuredBroker, whyNoSecuredBroker } from './secured-broker.ts';
export { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
export { freePort } from '@mizan/launcher';
