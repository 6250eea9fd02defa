import { type DestinationStream, pino, type Logger } from 'pino';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { traceOfLine } from './spans.ts';

export type { Logger };
export { Counter, Gauge, Histogram };
export { requestSpans } from './request-spans.ts';
export { beginSpan, failSpan, inSpan, startTracing, stopTracing, traceparent } from './spans.ts';

export interface Telemetry {
  readonly log: Logger;
  readonly metrics: Registry;
}

/**
 * One logger and one registry per process, named for the service. Logs are JSON lines on standard output; lines are
 * counted by level, so that an alarm can rise on faults without reading them.
 */
export function createTelemetry(service: string, to?: DestinationStream): Telemetry {
  const metrics = new Registry();
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics });
  const lines = new Counter({ name: 'log_lines_total', help: 'Lines written to the log, by level.', labelNames: ['level'], registers: [metrics] });
  const hooks: pino.LoggerOptions['hooks'] = {
    logMethod(args, write, level) {
      lines.inc({ level: pino.levels.labels[level] ?? String(level) });
      write.apply(this, args);
    },
  };
  const options = { name: service, base: { service }, hooks, mixin: traceOfLine };
  return { log: to ? pino(options, to) : pino(options), metrics };
}
