export { type EventHandler, subscribe, type Subscription, type SubscribeOptions } from './subscribe.ts';
export { replayDeadLetters } from './replay.ts';
export { readParked } from './parked.ts';
export { feedTransport, type Transport } from './feed.ts';
export { type Delivery } from './delivery.ts';
