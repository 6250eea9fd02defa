import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { Ajv } from 'ajv';

interface Dashboard {
  readonly panels: readonly { readonly id: number; readonly title: string; readonly gridPos: { x: number; y: number; w: number; h: number } }[];
}
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(here(name), 'utf8')) as unknown;
const names = readdirSync(here('dashboards'));
const fits = new Ajv({ allErrors: true }).compile<Dashboard>(read('dashboard.schema.json') as object);

it.each(names)('the dashboard %s is one that Grafana can be provisioned with', (name) => {
  const dashboard = read(`dashboards/${name}`);
  expect([fits(dashboard), fits.errors]).toEqual([true, null]);
});

it.each(names)('no two panels of %s share a number, a title or a place', (name) => {
  const { panels } = read(`dashboards/${name}`) as Dashboard;
  const places = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`));
  for (const all of [panels.map(({ id }) => id), panels.map(({ title }) => title), places]) expect(new Set<unknown>(all).size).toBe(all.length);
});

it('the panels ask the source of data that is provisioned', () => {
  expect(readFileSync(here('provisioning/datasources/prometheus.yml'), 'utf8')).toMatch(/uid: prometheus, type: prometheus/);
});
