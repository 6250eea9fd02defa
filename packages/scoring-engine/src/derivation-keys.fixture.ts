import { z } from 'zod';
import { type AttributionDerivation } from './attribution/derived.ts';
import { type DerivationKey, derivationKeys, personKeys } from './derivation-keys.ts';
import { type Derivation, type DerivedNode } from './derived.ts';
import { steps } from './steps/index.ts';

const fieldsOf = new Map(steps.map(({ name, schema }) => [name, new Set(Object.keys((z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties: object }).properties))]));
const formsOf = (keys: readonly DerivationKey[]) => keys.map(({ key, steps: of }) => ({ of, form: new RegExp(`^${key.split('*').map((part) => part.replaceAll(/\W/g, '\\$&')).join('.*')}$`) }));
/** The way from the root to each text; a dot in a name is turned, so that it parts nothing. */
function leaves(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, `${path}[]`));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key.replaceAll('.', '·')}`)) : [path];
}

const known = { score: formsOf(derivationKeys), person: formsOf([...derivationKeys, ...personKeys]) };

/** The keys of a derivation that nobody described. */
export function undescribed({ nodes, ...rest }: Derivation | AttributionDerivation): string[] {
  const forms = 'person' in rest ? known.person : known.score;
  const strangers = (tree: object, step?: string) => leaves(tree, '').filter((path) => !forms.some(({ of, form }) => form.test(path) && (step === undefined || of === undefined || of.includes(step))));
  const ofNodes = Object.values<DerivedNode>(nodes).flatMap((node) => {
    const parameters = Object.fromEntries(Object.entries(node.parameters).filter(([name]) => !fieldsOf.get(node.step)!.has(name)));
    return strangers({ nodes: { x: { ...node, parameters } } }, node.step).map((path) => `${node.step} ${path}`);
  });
  return [...new Set([...strangers(rest), ...ofNodes])];
}
