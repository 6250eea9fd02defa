import { Frame, type Reader } from '../frame/frame.tsx';
import { instant, Ltr, Rupees, Say, Table } from '../frame/say.tsx';
import { readDerivation, rootParts } from '../derivation.ts';
import { add, divide, multiply, parseExact, subtract } from '@mizan/scoring-engine';
import { placesOf, rounded, shownParts } from '../shown-parts.ts';
import { type Language, wordFor, type Words, words } from '../words/index.ts';
import { type DistrictView } from './district-view.ts';
import { type Bar, Waterfall } from './waterfall.tsx';
import { raise } from './what-ifs.ts';

interface Shown {
  readonly view: DistrictView;
  readonly w: Words;
  readonly language: Language;
}

export function ManagerPage({ reader, districts }: { reader: Reader; districts: readonly DistrictView[] }) {
  const w = words[reader.language];
  const shown = (view: DistrictView) => <District key={`${view.cycle.cycleId} ${view.posting.postingId}`} view={view} w={w} language={reader.language} />;
  return (
    <Frame reader={reader} title={w.scoreTitle}>
      <h1>{w.scoreTitle}</h1>
      {districts.length === 0 ? <><h2>{w.noScoreTitle}</h2><p>{w.noPosting}</p></> : null}
      {new Set(districts.map(({ cycle }) => cycle.cycleId)).size < districts.length ? <p>{w.twoPosts}</p> : null}
      {districts.map(shown)}
    </Frame>
  );
}

function District(shown: Shown) {
  const { view, w, language } = shown;
  const { score } = view;
  return (
    <article>
      <h2><bdi>{view.district}</bdi> · <bdi>{view.cycle.title[language] ?? view.cycle.title['en'] ?? view.cycle.cycleId}</bdi></h2>
      {score === undefined ? <><h3>{w.noScoreTitle}</h3><p><Say text={w.noScore} cycle={view.cycle.cycleId} /></p></> : null}
      {score?.score.score === undefined ? null : (
        <p className="headline"><Say text={w.scoreOutOf} score={<strong>{score.score.score}</strong>} /></p>
      )}
      <p><Say text={w.daysInPost} days={view.days.served} all={view.days.all} /></p>
      {score ? <p><Say text={w.dataAt} date={<Ltr>{instant(score.score.computedAt).slice(0, 10)}</Ltr>} />{score.score.band ? <> <Say text={w.band} band={bandName(shown, score.score.band)} /></> : null}</p> : null}
      {score?.score.status === 'not-scorable' ? <NotScorable {...shown} /> : null}
      {score?.score.status === 'scored' ? <><Breakdown {...shown} /><WhatIfs {...shown} /></> : null}
      {score ? <><Figures {...shown} /><Flags {...shown} /></> : null}
      <OwnCase {...shown} />
      {score ? <Method {...shown} /> : null}
    </article>
  );
}

/** A band as the rules call it. */
function bandName({ view, language }: Shown, band: string): string {
  const { bands = [] } = (view.methodology?.document ?? {}) as { bands?: readonly { id: string; label?: Readonly<Record<string, string>> }[] };
  const label = bands.find(({ id }) => id === band)?.label;
  return label?.[language] ?? label?.['en'] ?? band;
}

function NotScorable({ view, w, language }: Shown) {
  return (
    <section>
      <h3>{w.notScorable}</h3>
      <ul>{view.score?.reasons.map(({ code, text }, index) => <li key={index}>{text[language] ?? text['en'] ?? code}</li>)}</ul>
      <p>{w.notScorableNext}</p>
    </section>
  );
}

/** The parts of the root with their points shown so that they add up to the shown score. */
export function barsOf(view: DistrictView, language: Language): Bar[] {
  const derivation = readDerivation(view.score?.derivation);
  const total = view.score?.score.score ?? '0';
  const parts = rootParts(derivation);
  const weights = parts.reduce((sum, { weight }) => add(sum, parseExact(weight)), parseExact('0'));
  const points = shownParts(parts.map(({ contribution }) => parseExact(contribution)), total);
  const possible = shownParts(parts.map(({ weight }) => multiply(divide(parseExact(weight), weights), parseExact('100'))), rounded(parseExact('100'), placesOf(total)));
  return parts.map(({ id, contribution }, index) => {
    const label = derivation.nodes[id]?.label ?? derivation.inputs[id]?.label ?? {};
    return { label: label[language] ?? label['en'] ?? view.indicatorNames[id] ?? id, contribution, points: points[index] ?? '', possible: possible[index] ?? '' };
  });
}

function Breakdown({ view, w, language }: Shown) {
  const total = view.score?.score.score ?? '';
  const bars = barsOf(view, language);
  if (bars.length === 0) return null;
  const rows = bars.map(({ label, points, possible }) => [label, <Ltr>{points}</Ltr>, <Ltr>{possible}</Ltr>, <Ltr>{rounded(subtract(parseExact(possible), parseExact(points)), placesOf(total))}</Ltr>]);
  const hundred = rounded(parseExact('100'), placesOf(total));
  return (
    <section>
      <h3>{w.howMade}</h3>
      <Waterfall bars={bars} score={total} total={w.total} language={language} name={w.howMade} summary={w.chartSummary} id={`${view.cycle.cycleId}-${view.posting.postingId}`} />
      <p className="key"><span className="earned" /> {w.earnedKey} <span className="still" /> {w.availableKey}</p>
      <Table caption={w.howMade} heads={[w.part, w.points, w.possible, w.available]} rows={[...rows, [w.total, <Ltr><strong>{total}</strong></Ltr>, <Ltr>{hundred}</Ltr>, <Ltr>{rounded(subtract(parseExact(hundred), parseExact(total)), placesOf(total))}</Ltr>]]} />
    </section>
  );
}

function WhatIfs({ view, w }: Shown) {
  return (
    <section>
      <h3>{w.whatIfTitle}</h3>
      <ul>
        {view.whatIfs.map(({ indicator, from, to, score }) => (
          <li key={indicator}>
            <Say text={w.whatIfFigure} figure={view.indicatorNames[indicator] ?? indicator} from={from} to={to} />: <strong><Say text={score === view.score?.score.score ? w.whatIfSame : w.whatIfScore} from={view.score?.score.score} to={score} /></strong>
          </li>
        ))}
      </ul>
      <p className="hint">{view.whatIfs.length === 0 ? w.noWhatIf : <Say text={w.whatIfRule} step={raise} />}</p>
    </section>
  );
}

function Figures({ view, w }: Shown) {
  const rows = Object.entries(readDerivation(view.score?.derivation).inputs).map(([indicator, { value, status, measuredPeriod, recomputed }]) => {
    const shown = <><Ltr>{value}</Ltr>{recomputed ? <> (<Say text={w.partsGive} value={<Ltr>{recomputed}</Ltr>} />)</> : null}</>;
    const period = measuredPeriod ?? view.cycle.periods[indicator] ?? '';
    return [<bdi>{view.indicatorNames[indicator] ?? indicator}</bdi>, status === 'present' ? shown : wordFor(w, 'status', status), <Ltr>{period}</Ltr>, <Age period={period} end={view.cycle.end} w={w} />];
  });
  return <section><h3>{w.figures}</h3><Table caption={w.figures} heads={[w.figure, w.value, w.period, w.age]} rows={rows} /></section>;
}

function Age({ period, end, w }: { period: string; end: string; w: Words }) {
  const years = /^\d{4}$/.test(period) ? Number(end.slice(0, 4)) - Number(period) : 0;
  if (period === '') return <>{w.none}</>;
  return years > 0 ? <Say text={w.ageYears} years={years} /> : <>{w.ageSame}</>;
}

function Flags({ view, w }: Shown) {
  if (view.flagged.length === 0) return <section><h3>{w.flagsTitle}</h3><p>{w.noFlags}</p></section>;
  const rows = view.flagged.map(({ figure, period, published, recomputed, difference }) => [<bdi>{figure}</bdi>, <Ltr>{period}</Ltr>, <Ltr>{published}</Ltr>, <Ltr>{recomputed}</Ltr>, <Ltr>{difference}</Ltr>]);
  return <section><h3>{w.flagsTitle}</h3><p>{w.flagsIntro}</p><Table caption={w.flagsTitle} heads={[w.publishedScore, w.period, w.asPublished, w.fromParts, w.differenceWord]} rows={rows} /></section>;
}

function OwnCase({ view, w }: Shown) {
  const own = view.incentiveCase;
  if (!own) return null;
  const state = wordFor(w, 'state', own.state);
  return (
    <section>
      <h3>{w.caseTitle}</h3>
      <p>{own.eligible ? <Say text={w.caseOfManager} id={own.caseId} state={state} amount={<Rupees amount={own.award} />} days={own.days} all={own.cycleDays} /> : <Say text={w.caseNotEligible} id={own.caseId} state={state} />}</p>
    </section>
  );
}

function Method({ view, w, language }: Shown) {
  const head = view.methodology?.head;
  if (!head) return null;
  return (
    <section>
      <h3>{w.methodTitle}</h3>
      <p><Say text={w.methodBody} title={head.title[language] ?? head.title['en']} version={head.version} /></p>
      <p className="hash"><Say text={w.methodHash} hash={<Ltr>{head.methodologySha256}</Ltr>} /></p>
    </section>
  );
}
