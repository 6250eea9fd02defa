import { type Measures } from '@mizan/contracts';
import { type Words } from '../words/index.ts';
import { Ltr, Say } from './say.tsx';

/** What stands beside a value; the number it is over only where that is not the denominator. */
export function Beside({ of: { numerator, denominator, n, standardError }, w }: { of: Measures; w: Words }) {
  const told = [
    numerator && denominator ? <Say text={w.sides} numerator={<Ltr>{numerator}</Ltr>} denominator={<Ltr>{denominator}</Ltr>} /> : null,
    n && n !== denominator ? <Say text={w.besideN} n={<Ltr>{n}</Ltr>} /> : null,
    standardError ? <Say text={w.besideError} error={<Ltr>{standardError}</Ltr>} /> : null,
  ].filter((one) => one !== null);
  return told.length > 0 ? <> ({told.map((one, at) => <span key={at}>{at > 0 ? ' · ' : ''}{one}</span>)})</> : null;
}
