import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { derivationKeys } from './derivation-keys.ts';
import { type Derivation, readMethodology, readOrgUnits, readValues, score } from './index.ts';
import { anyFigures, anyMethodology, hierarchy } from './random-methodologies.fixture.ts';
import { stepNamed, steps } from './steps/index.ts';

const fieldsOf = new Map(steps.map(({ name, schema }) => [name, new Set(Object.keys((z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties: object }).properties))]));
const known = derivationKeys.map(({ key, steps: of }) => ({ of, form: new RegExp(`^${key.split('*').map((part) => part.replaceAll(/\W/g, '\\$&')).join('.*')}$`) }));
/** The way from the root to each text; a dot in a name is turned, so that it parts nothing. */
function leaves(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, `${path}[]`));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key.replaceAll('.', '·')}`)) : [path];
}

/** The keys of a derivation that nobody described. */
function undescribed({ nodes, ...rest }: Derivation): string[] {
  const strangers = (tree: object, step?: string) => leaves(tree, '').filter((path) => !known.some(({ of, form }) => form.test(path) && (step === undefined || of === undefined || of.includes(step))));
  const ofNodes = Object.values(nodes).flatMap((node) => {
    const parameters = Object.fromEntries(Object.entries(node.parameters).filter(([name]) => !fieldsOf.get(node.step)!.has(name)));
    return strangers({ nodes: { x: { ...node, parameters } } }, node.step).map((path) => `${node.step} ${path}`);
  });
  return [...new Set([...strangers(rest), ...ofNodes])];
}

describe('every key of a derivation is described on the reference page', () => {
  const home = 'packages/scoring-engine/golden';
  const schemes = readdirSync(home).filter((id) => existsSync(`${home}/${id}/expected.csv`));
  it.each(schemes)('of the scheme %s', (id) => {
    const orgUnits = `${home}/${id}/org-units.csv`;
    const results = score(readMethodology(JSON.parse(readFileSync(`contracts/methodologies/${id}.json`, 'utf8'))), readValues(readFileSync(`${home}/${id}/values.csv`, 'utf8')), existsSync(orgUnits) ? { hierarchy: readOrgUnits(readFileSync(orgUnits, 'utf8')) } : {});
    expect([...new Set(results.slice(0, 5).flatMap(({ derivation }) => undescribed(derivation)))]).toEqual([]);
  });
  it('of whatever steps, over figures of every kind', () => {
    fc.assert(fc.property(anyMethodology, anyFigures, (methodology, cells) => {
      for (const { derivation } of score(methodology, cells, { hierarchy })) expect(undescribed(derivation)).toEqual([]);
    }), { numRuns: 40 });
  });
});

it('no key is described for a step that there is not', () => expect(derivationKeys.flatMap(({ steps: of = [] }) => of).filter((name) => !stepNamed.has(name))).toEqual([]));
