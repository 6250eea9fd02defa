import { pino, type Logger } from 'pino';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type { Logger };
export { Counter, Gauge, Histogram };

export interface Telemetry {
  readonly log: Logger;
  readonly metrics: Registry;
}

/** One logger and one registry per process, named for the service. Logs are JSON lines on standard output. */
export function createTelemetry(service: string): Telemetry {
  const metrics = new Registry();
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics });
  return { log: pino({ name: service, base: { service } }), metrics };
}
