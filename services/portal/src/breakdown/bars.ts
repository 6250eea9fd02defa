import { add, compare, divide, multiply, parseExact } from '@mizan/scoring-engine';
import { inLanguage, type Language } from '../words/index.ts';
import { type Derivation, rootParts } from './derivation.ts';
import { placesOf, rounded, shownParts } from './shown-parts.ts';

export interface Bar {
  readonly label: string;
  readonly points: string;
  readonly possible: string;
  readonly contribution: string;
}

/**
 * The parts of a score with their points, shown so that they add up to the score as printed; the part with the most points
 * possible first, since canonical text does not keep the order in which the rules were written.
 */
export function barsOf(derivation: Derivation, score: string, language: Language): Bar[] {
  const parts = rootParts(derivation).sort((a, b) => compare(parseExact(b.weight), parseExact(a.weight)));
  const weights = parts.reduce((sum, { weight }) => add(sum, parseExact(weight)), parseExact('0'));
  const points = shownParts(parts.map(({ contribution }) => parseExact(contribution)), score);
  const possible = shownParts(parts.map(({ weight }) => multiply(divide(parseExact(weight), weights), parseExact('100'))), rounded(parseExact('100'), placesOf(score)));
  return parts.map(({ id, contribution }, index) => {
    const label = derivation.nodes[id]?.label ?? derivation.inputs[id]?.label ?? {};
    return { label: inLanguage(label, language, id), contribution, points: points[index] ?? '', possible: possible[index] ?? '' };
  });
}
