export { type EventHandler, subscribe, type Subscription, type SubscribeOptions } from './subscribe.ts';
export { type Bus, type BusSettings, openBus } from './open-bus.ts';
export { replayDeadLetters } from './replay.ts';
export { type Parked, readParked } from './parked.ts';
export { feedTransport, type Transport } from './feed.ts';
export { type Delivery } from './delivery.ts';
export { type KafkaSettings, openTopicAdmin } from './kafka.ts';
export { applyTopics, compareTopics, describeDifference } from './topics.ts';
