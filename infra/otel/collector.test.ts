import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const sources = (text: string) => [...text.matchAll(/targets: (.*)|names: (.*?), refresh/g)].map(([, targets, names]) => targets ?? names);

it('the collector scrapes the services that Prometheus scrapes, every instance of scoring among them', () => {
  expect(sources(read('otel/collector.yml'))).toEqual(sources(read('prometheus/prometheus.yml')));
  expect(sources(read('otel/collector.yml'))).toHaveLength(2);
});
