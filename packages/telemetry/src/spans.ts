import { type Logger } from 'pino';
import { collector } from './environment.ts';
import { type OpenSpan, type Tracer, type Work } from './work.ts';

let tracer: Tracer | undefined;

/**
 * Has this process send spans by OTLP over HTTP to the address in OTEL_EXPORTER_OTLP_ENDPOINT. Without that variable
 * nothing is loaded, and every function here does nothing.
 */
export async function startTracing(service: string, log: Logger, endpoint = collector()): Promise<void> {
  if (!endpoint) return;
  if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint)) return log.warn({ endpoint }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not an address with http:// or https://; no spans are sent');
  const { openTracer } = await import('./tracer.ts');
  tracer = openTracer({ service, endpoint, log });
}

/** Sends what is left and ends tracing. */
export async function stopTracing(): Promise<void> {
  const stopping = tracer;
  tracer = undefined;
  await stopping?.stop();
}

export const beginSpan = (work: Work): OpenSpan | undefined => tracer?.begin(work);

/** Does a piece of work as a span of its own, which fails when the work does. */
export async function inSpan<T>(work: Work, does: (span?: OpenSpan) => Promise<T>): Promise<T> {
  const span = beginSpan(work);
  if (!span) return does();
  try {
    return await span.within(() => does(span));
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** The `traceparent` of the work that is under way, for whatever it sets off elsewhere. */
export const traceparent = (): string | undefined => tracer?.current()?.traceparent;

/** Says of the work that is under way that it failed. */
export const failSpan = (error: unknown): void => tracer?.current()?.fail(error);

/** What a line of the log says of the trace it was written in. */
export function traceOfLine(): { trace_id?: string } {
  const current = tracer?.current();
  return current ? { trace_id: current.traceId } : {};
}
