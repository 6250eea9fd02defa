import { add, parseExact, subtract } from '@mizan/scoring-engine';
import { Ltr, Table } from '../frame/say.tsx';
import { type Language, words } from '../words/index.ts';
import { barsOf } from './bars.ts';
import { type Derivation } from './derivation.ts';
import { placesOf, rounded } from './shown-parts.ts';
import { Waterfall } from './waterfall.tsx';

interface Broken {
  /** As printed. */
  readonly score: string;
  readonly derivation: Derivation;
  readonly language: Language;
  readonly heading: 'h2' | 'h3';
  /** Tells two on one page apart. */
  readonly id: string;
}

/** How a score was made: points earned and possible of each part, drawn and as a table with the same numbers. Nothing where the score is not a sum. */
export function Breakdown({ score, derivation, language, heading: Heading, id }: Broken) {
  const w = words[language];
  const bars = barsOf(derivation, score, language);
  if (bars.length === 0) return null;
  const places = placesOf(score);
  const row = (points: string, possible: string) => [<Ltr>{points}</Ltr>, <Ltr>{possible}</Ltr>, <Ltr>{rounded(subtract(parseExact(possible), parseExact(points)), places)}</Ltr>];
  const hundred = bars.reduce((sum, { possible }) => add(sum, parseExact(possible)), parseExact('0'));
  return (
    <section>
      <Heading>{w.howMade}</Heading>
      <Waterfall bars={bars} score={score} total={w.total} language={language} name={w.howMade} summary={w.chartSummary} id={id} />
      <p className="key"><span className="earned" /> {w.earnedKey} <span className="still" /> {w.availableKey}</p>
      <Table caption={w.howMade} heads={[w.part, w.points, w.possible, w.available]} rows={[...bars.map(({ label, points, possible }) => [label, ...row(points, possible)]), [w.total, ...row(score, rounded(hundred, places))]]} />
    </section>
  );
}
