import { type Derivation, type DerivedNode } from '../derived.ts';
import { deskOf, Differs, type Found, isShare, isThere, Missing } from './desk.fixture.ts';
import { formula } from './formula.fixture.ts';
import { order, pair, type Pair, rounded, roundedAs, same, written } from './fractions.fixture.ts';
import { means } from './means.fixture.ts';
import { peers } from './peers.fixture.ts';
import { points } from './points.fixture.ts';
import { tables } from './tables.fixture.ts';

/** Every step that a clerk can work out; one that is not here is `not-tried`. */
const work: Readonly<Record<string, (desk: ReturnType<typeof deskOf>) => Pair | Found>> = { ...means, ...points, ...tables, ...peers, formula };

export interface Readded {
  /** The node or input, or `(score)` for what is printed at the end. */
  readonly at: string;
  readonly step: string;
  readonly came: 'same' | 'different' | 'not-tried';
  readonly why?: string;
}
type Tree = Omit<Derivation, 'methodology'>;

/** Works every node of a derivation out again, from its figures upwards and from nothing but the derivation, and then the score and its band. */
export function readd(tree: Tree, printed: { readonly score?: string | undefined; readonly band?: string | undefined }): Readded[] {
  const derivation = tree as Derivation;
  const done = new Map<string, { found: Found; line: Readded }>();
  const found = (key: string): Found => {
    const known = done.get(key) ?? workOut(derivation, key, found);
    done.set(key, known);
    return known.found;
  };
  Object.keys(derivation.nodes).forEach(found);
  const shares = Object.entries(derivation.inputs).map(([at, input]): Readded => ({ at, step: 'input', came: isShare(input) ? 'same' : 'different' }));
  return [...shares, ...[...done.values()].map(({ line }) => line), scoreOf(derivation, found, printed)];
}

function workOut(derivation: Derivation, key: string, found: (key: string) => Found): { found: Found; line: Readded } {
  const node = derivation.nodes[key]!;
  const line = (came: Readded['came'], why?: string): Readded => ({ at: key, step: node.step, came, ...(why === undefined ? {} : { why }) });
  const step = Object.hasOwn(work, node.step) ? work[node.step]! : undefined;
  const stated: Found = node.exact === '' ? { gaps: ['unknown'] } : { value: pair(node.exact), ...(node.value === written(pair(node.exact)) ? {} : { word: node.value }) };
  if (belongsNowhere(node, key)) return { found: { gaps: ['fail'] }, line: line('same') };
  if (!step) return { found: stated, line: line('not-tried', `no clerk knows the step ${node.step}`) };
  try {
    const result = step(deskOf(derivation, key, found));
    const raw: Found = Array.isArray(result) ? { value: result as unknown as Pair } : (result as Found);
    return { found: finished(raw, node), line: line('same') };
  } catch (error) {
    if (error instanceof Missing || error instanceof RangeError) return { found: error instanceof Missing ? { gaps: error.gaps } : { gaps: ['fail'] }, line: node.exact === '' ? line('same') : line('different', `${node.exact} stands where nothing could be worked out`) };
    return { found: stated, line: line('different', error instanceof Differs ? error.message : String(error)) };
  }
}

/** Who is in no group has no peers and nothing is taken from any, whatever else is missing: the node itself is why. */
const belongsNowhere = ({ step, exact, statistics, formula }: DerivedNode, key: string) => Object.hasOwn(peers, step) && exact === '' && statistics === undefined && formula?.numbers === `${key.split('@')[0]} not-applicable`;

/** Rounds where the node says so, and compares what stands there, digit for digit. */
function finished(raw: Found, { parameters: { round }, exact, unrounded, value, status }: DerivedNode): Found {
  if (!isThere(raw)) {
    if (exact !== '' || status === 'present') throw new Differs(`${exact} stands where something is missing`);
    return raw;
  }
  const result: Found = round === undefined ? raw : { value: roundedAs(raw.value, round) };
  if (exact === '' || status !== 'present') throw new Differs(`${written(result.value)} could be worked out`);
  if (!same(result.value, pair(exact))) throw new Differs(`${written(result.value)} comes out, not ${exact}`);
  if ((round !== undefined) !== (unrounded !== undefined) || (unrounded !== undefined && !same(raw.value, pair(unrounded)))) throw new Differs('the value before rounding differs');
  const shown = result.word ?? written(result.value);
  if (value !== shown) throw new Differs(`${shown} is what a reader should see, not ${value}`);
  return result;
}

/** The one rounding of the score, and its band. */
function scoreOf({ root, nodes, inputs, rounding, bands, compare, band }: Derivation, found: (key: string) => Found, printed: { readonly score?: string | undefined; readonly band?: string | undefined }): Readded {
  const at = { at: '(score)', step: 'score' };
  const of = (key: string): Found => (Object.hasOwn(nodes, key) ? found(key) : inputs[key]?.exact ? { value: pair(inputs[key].exact) } : { gaps: ['unknown'] });
  const score = of(root);
  if (!isThere(score)) return { ...at, came: printed.score === undefined ? 'same' : 'different' };
  const places = rounding.mode === 'none' ? undefined : Number(rounding.places);
  const value = places === undefined ? score.value : rounded(score.value, places, rounding.mode);
  const text = written(value, places);
  const word = band === undefined ? bands.filter(({ from }) => order(pair(from), compare === 'exact' ? score.value : pair(text)) <= 0).at(-1)?.id : wordOf(of(band));
  const same = text === printed.score && word === printed.band;
  return { ...at, came: same ? 'same' : 'different', ...(same ? {} : { why: `${text} ${word ?? ''}, not ${printed.score ?? 'nothing'} ${printed.band ?? ''}` }) };
}
const wordOf = (found: Found) => (isThere(found) ? (found.word ?? written(found.value)) : undefined);
