import { pointer } from '../examine-document.ts';
import { expand } from '../expand-document.ts';
import { effectiveWeights } from '../lint/effective-weights.ts';
import { multiply, type Rational, rational, round, compare, zero } from '../rational.ts';
import { MethodologyError, readMethodology } from '../read-methodology.ts';
import { type Change, changes, same } from './changes.ts';
import { inWords, shown } from './in-words.ts';

/** One way in which a document differs from another, as a sentence with its numbers. */
export interface Difference {
  /** RFC 6901, in the later document as written out; of what was removed, in the earlier one. */
  readonly place: string;
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
}

/** The order a reader asks in: what it is called and when it holds, what it reads, how it reckons, what comes of it. */
const order = ['id', 'version', 'title', 'description', 'illustrative', 'source', 'legalBasis', 'effective', 'level', 'core', 'assumptions', 'allows', 'undertakings', 'periods', 'lists', 'indicators', 'parameters', 'nodes', 'score', 'bands', 'attribution', 'examples'];
const rank = ({ path: [section = ''] }: Change) => (order.includes(section) ? order.indexOf(section) : order.length);

/**
 * How a methodology document differs from an earlier one, in words and numbers, then whose share of the score changed.
 * Lists and chains are written out first, so that what is only written another way is told as such. Neither needs to be sound.
 */
export function compareDocuments(before: unknown, after: unknown): Difference[] {
  const found = changes(expand(before).document, expand(after).document);
  const told = [...found].sort((a, b) => rank(a) - rank(b)).map((change): Difference => ({ place: pointer(...change.place), text: inWords(change), ...values(change) }));
  if (told.length === 0 && !same(before, after)) return [{ place: '', text: 'the two are written in different ways and say the same when their lists and chains are written out' }];
  return [...told, ...sharesChanged(before, after)];
}

const values = ({ before, after }: Change) => ({ ...(before === undefined ? {} : { before: shown(before) }), ...(after === undefined ? {} : { after: shown(after) }) });

/** The effective weight of each indicator, where it changed; of two sound documents only. */
function sharesChanged(before: unknown, after: unknown): Difference[] {
  const [then, now] = [sharesOf(before), sharesOf(after)];
  if (!then || !now) return [];
  const indicators = [...new Set([...then.keys(), ...now.keys()])].sort();
  return indicators.flatMap((id) => {
    const [a, b] = [then.get(id) ?? zero, now.get(id) ?? zero];
    if (compare(a, b) === 0) return [];
    const [from, to] = [percent(a), percent(b)];
    return [{ place: pointer('indicators', id), text: `share of ${id} in the score: ${from} -> ${to} percent`, before: from, after: to }];
  });
}

function sharesOf(json: unknown): Map<string, Rational> | undefined {
  try {
    const { document, order: nodes, indicators } = readMethodology(json);
    return new Map([...effectiveWeights(document, nodes)].filter(([id]) => Object.hasOwn(indicators, id)));
  } catch (error) {
    if (error instanceof MethodologyError) return undefined;
    throw error;
  }
}

/** In percent to four places, without idle zeros. */
const percent = (share: Rational) => round(multiply(share, rational(100n)), 4, 'half-even').replace(/\.?0+$/, '');
