import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { context, defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { type Logger } from 'pino';
import { saidOnce } from './said-once.ts';
import { type OpenSpan, type Tracer, type Work } from './work.ts';

const kinds: Record<Work['kind'], SpanKind> = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER, producer: SpanKind.PRODUCER };
const w3c = new W3CTraceContextPropagator();
/** How long the end of a service waits for what is not sent yet. */
const lastSendMs = 3000;

/** Makes spans and sends them in batches; where nobody takes them the queue stays at 2048 and what does not fit is dropped. */
export function openTracer({ service, endpoint, log }: { service: string; endpoint: string; log: Logger }): Tracer {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const exporter = saidOnce(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }), endpoint, log);
  const resource = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'mizan', 'service.instance.id': randomUUID() });
  const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('mizan');
  return {
    begin({ name, kind, continues, links = [], attributes = {} }) {
      const options = { kind: kinds[kind], attributes, links: links.flatMap((link) => spanContextOf(link) ?? []).map((linked) => ({ context: linked })) };
      return opened(tracer.startSpan(name, options, contextOf(continues) ?? context.active()));
    },
    current() {
      const span = trace.getActiveSpan();
      return span && { traceparent: traceparentOf(span), traceId: span.spanContext().traceId, fail: (error) => fail(span, error) };
    },
    async stop() {
      await Promise.race([provider.shutdown().catch(() => undefined), pause(lastSendMs, undefined, { ref: false })]);
      context.disable();
    },
  };
}

function opened(span: Span): OpenSpan {
  const within = trace.setSpan(context.active(), span);
  return {
    add(attributes, name) {
      span.setAttributes(attributes);
      if (name !== undefined) span.updateName(name);
    },
    fail: (error) => fail(span, error),
    end: () => span.end(),
    within: (does) => context.with(within, does),
  };
}

/** The first fault is the cause; what follows from it does not take its place. */
function fail(span: Span, error: unknown): void {
  if ((span as Partial<ReadableSpan>).status?.code === SpanStatusCode.ERROR) return;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(code ?? name ?? 'unknown'));
}

/** The context a `traceparent` names; nothing when it is missing or broken. */
function contextOf(traceparent: string | undefined) {
  const named = w3c.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
  return trace.getSpanContext(named) && named;
}

const spanContextOf = (traceparent: string) => trace.getSpanContext(contextOf(traceparent) ?? ROOT_CONTEXT);

function traceparentOf(span: Span): string | undefined {
  const carrier: { traceparent?: string } = {};
  w3c.inject(trace.setSpan(ROOT_CONTEXT, span), carrier, defaultTextMapSetter);
  return carrier.traceparent;
}
