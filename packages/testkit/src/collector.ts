import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Value = { readonly stringValue?: string; readonly intValue?: number | string };
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: Value }[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}
interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Value }[];
  readonly links?: readonly { readonly traceId: string }[];
  readonly status: { readonly code?: number };
}
export interface CollectedSpan extends Pick<SentSpan, 'name' | 'traceId' | 'spanId'> {
  readonly service: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  readonly parent: string | undefined;
  readonly attributes: Record<string, string>;
  readonly links: readonly string[];
  readonly failed: boolean;
}
export interface TestCollector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  stop(): Promise<void>;
}

/** A collector that takes spans as OTLP over HTTP in JSON, on a real port. */
export async function startTestCollector(port = 0): Promise<TestCollector> {
  const spans: CollectedSpan[] = [];
  const server = createServer((req, res) => {
    void json(req).then((sent) => {
      spans.push(...collected(sent as Sent));
      res.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    stop: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

function collected({ resourceSpans }: Sent): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = named(resource.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => readable(service, span)));
  });
}

const readable = (service: string, { name, kind, traceId, spanId, parentSpanId, attributes, links = [], status }: SentSpan): CollectedSpan => ({
  service, name, traceId, spanId,
  kind: kinds[kind] ?? 'internal',
  parent: parentSpanId || undefined,
  attributes: named(attributes),
  links: links.map((link) => link.traceId),
  failed: status.code === 2,
});

const named = (attributes: SentSpan['attributes']) => Object.fromEntries(attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]));
