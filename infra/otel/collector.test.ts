import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const repository = (name: string) => read(`../${name}`);
const sources = (text: string) => [...text.matchAll(/targets: (.*)|names: (.*?), refresh/g)].map(([, targets, names]) => targets ?? names);

it('the collector scrapes the services that Prometheus scrapes, every instance of scoring among them', () => {
  expect(sources(read('otel/collector.yml'))).toEqual(sources(read('prometheus/prometheus.yml')));
  expect(sources(read('otel/collector.yml'))).toHaveLength(2);
});

it('the services send spans nowhere unless told to, and the how-to tells them where the collector takes them', () => {
  const [, port] = /http: \{ endpoint: '0\.0\.0\.0:(\d+)' \}/.exec(read('otel/collector.yml'))!;
  expect(repository('docker-compose.yml')).toContain('OTEL_EXPORTER_OTLP_ENDPOINT: ${OTEL_EXPORTER_OTLP_ENDPOINT:-}');
  expect(repository('docs/how-to/run-in-containers.md')).toContain(`OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:${port} docker compose --profile observability up`);
});
