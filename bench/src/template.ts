import { ready, type Ready } from '@mizan/scoring-engine/formula/evaluate.ts';
import { readFormula } from '@mizan/scoring-engine/formula/read.ts';

/** An equation as a rule, which many equations share, and what its names n0, n1, … are called in this one. */
export interface Template {
  readonly rule: Ready;
  readonly names: readonly string[];
}

const rules = new Map<string, Ready>();
/** Letters and the underscore 1, digits 2, the point 3, quotes 4, all else 0. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => [/\w/, /\d/, /\./, /['"]/].reduce((found, kind, index) => (kind.test(String.fromCharCode(code)) ? index + 1 : found), 0));
const kindAt = (text: string, at: number) => (at < text.length ? (kinds[text.charCodeAt(at)] ?? 1) : 0);

/** Takes an equation apart, character by character, into its rule, which is read once, and its names. One with words in quotes is read by itself. */
export function templateOf(text: string): Template {
  const names: string[] = [];
  let shape = '';
  for (let at = 0, from = 0; at <= text.length; ) {
    const kind = kindAt(text, at);
    let end = at + 1;
    if (kind === 4) return { rule: ready(readFormula(text)), names: [] };
    if (kind > 0) while (kindAt(text, end) > 0 && kindAt(text, end) < 4) end += 1;
    if (kind === 1 && !isCalled(text, end)) {
      names.push(text.slice(at, end));
      shape += `${text.slice(from, at)}#`;
      from = end;
    } else if (at >= text.length) shape += text.slice(from);
    at = end;
  }
  let rule = rules.get(shape);
  if (!rule) {
    let place = 0;
    rule = ready(readFormula(shape.replaceAll('#', () => `n${place++}`)));
    rules.set(shape, rule);
  }
  return { rule, names };
}

function isCalled(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ') at += 1;
  return text[at] === '(';
}
