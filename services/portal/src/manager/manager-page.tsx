import { Frame, type Reader } from '../frame/frame.tsx';
import { instant, Ltr, Rupees, Say, Table } from '../frame/say.tsx';
import { Breakdown } from '../breakdown/breakdown.tsx';
import { readDerivation } from '../breakdown/derivation.ts';
import { Gates } from '../incentive-case/gates.tsx';
import { Sum } from '../incentive-case/sum.tsx';
import { inLanguage, type Language, wordFor, type Words, words } from '../words/index.ts';
import { type DistrictView } from './district-view.ts';
import { type OwnScore } from './own-score.ts';
import { OwnScoreSection } from './own-score-section.tsx';
import { raise } from './what-ifs.ts';

interface Shown {
  readonly view: DistrictView;
  readonly w: Words;
  readonly language: Language;
}

export function ManagerPage({ reader, districts, ownScores = [] }: { reader: Reader; districts: readonly DistrictView[]; ownScores?: readonly OwnScore[] }) {
  const w = words[reader.language];
  const shown = (view: DistrictView) => <District key={`${view.cycle.cycleId} ${view.posting.postingId}`} view={view} w={w} language={reader.language} />;
  return (
    <Frame reader={reader} title={w.scoreTitle}>
      <h1>{w.scoreTitle}</h1>
      {districts.length === 0 ? <><h2>{w.noScoreTitle}</h2><p>{w.noPosting}</p></> : null}
      {new Set(districts.map(({ cycle }) => cycle.cycleId)).size < districts.length ? <p>{w.twoPosts}</p> : null}
      {ownScores.map((own) => <OwnScoreSection key={own.cycle.cycleId} own={own} w={w} language={reader.language} />)}
      {districts.map(shown)}
    </Frame>
  );
}

function District(shown: Shown) {
  const { view, w, language } = shown;
  const { score } = view;
  return (
    <article>
      <h2><bdi>{inLanguage(view.district, language, view.posting.orgUnit)}</bdi> · <bdi>{inLanguage(view.cycle.title, language, view.cycle.cycleId)}</bdi></h2>
      {score === undefined ? <><h3>{w.noScoreTitle}</h3><p><Say text={w.noScore} cycle={view.cycle.cycleId} /></p></> : null}
      {score?.score.score === undefined ? null : (
        <p className="headline"><Say text={w.scoreOutOf} score={<strong>{score.score.score}</strong>} /></p>
      )}
      <p><Say text={w.daysInPost} days={view.days.served} all={view.days.all} /></p>
      {score ? <p><Say text={w.dataAt} date={<Ltr>{instant(score.score.computedAt).slice(0, 10)}</Ltr>} />{score.score.band ? <> <Say text={w.band} band={bandName(shown, score.score.band)} /></> : null}</p> : null}
      {score?.score.status === 'not-scorable' ? <NotScorable {...shown} /> : null}
      {score?.score.status === 'scored' ? <><Breakdown score={score.score.score ?? '0'} derivation={readDerivation(score.derivation)} language={language} heading="h3" id={`${view.cycle.cycleId}-${view.posting.postingId}`} /><WhatIfs {...shown} /></> : null}
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
  return inLanguage(label, language, band);
}

function NotScorable({ view, w, language }: Shown) {
  return (
    <section>
      <h3>{w.notScorable}</h3>
      <ul>{view.score?.reasons.map(({ code, text }, index) => <li key={index}>{inLanguage(text, language, code)}</li>)}</ul>
      <p>{w.notScorableNext}</p>
    </section>
  );
}

function WhatIfs({ view, w, language }: Shown) {
  const names = figureNames(view, language);
  return (
    <section>
      <h3>{w.whatIfTitle}</h3>
      <ul>
        {view.whatIfs.map(({ indicator, from, to, score }) => (
          <li key={indicator}>
            <Say text={w.whatIfFigure} figure={names(indicator)} from={from} to={to} />: <strong><Say text={score === view.score?.score.score ? w.whatIfSame : w.whatIfScore} from={view.score?.score.score} to={score} /></strong>
          </li>
        ))}
      </ul>
      <p className="hint">{view.whatIfs.length === 0 ? w.noWhatIf : <Say text={w.whatIfRule} step={raise} />}</p>
    </section>
  );
}

/** A figure as the rules call it in the reader's language, else as the list of indicators does. */
function figureNames(view: DistrictView, language: Language): (indicator: string) => string {
  const { inputs } = readDerivation(view.score?.derivation);
  return (indicator) => inputs[indicator]?.label?.[language] ?? view.indicatorNames[indicator] ?? indicator;
}

function Figures({ view, w, language }: Shown) {
  const names = figureNames(view, language);
  const rows = Object.entries(readDerivation(view.score?.derivation).inputs).map(([indicator, { value, status, measuredPeriod, recomputed }]) => {
    const shown = <><Ltr>{value}</Ltr>{recomputed ? <> (<Say text={w.partsGive} value={<Ltr>{recomputed}</Ltr>} />)</> : null}</>;
    const period = measuredPeriod ?? view.cycle.periods[indicator] ?? '';
    return [<bdi>{names(indicator)}</bdi>, status === 'present' ? shown : wordFor(w, 'status', status), <Ltr>{period}</Ltr>, <Age period={period} end={view.cycle.end} w={w} />];
  });
  return <section><h3>{w.figures}</h3><Table caption={w.figures} heads={[w.figure, w.value, w.period, w.age]} rows={rows} /></section>;
}

function Age({ period, end, w }: { period: string; end: string; w: Words }) {
  const years = /^\d{4}$/.test(period) ? Number(end.slice(0, 4)) - Number(period) : 0;
  if (period === '') return <>{w.none}</>;
  return years > 0 ? <Say text={w.ageYears} years={years} /> : <>{w.ageSame}</>;
}

function Flags({ view, w, language }: Shown) {
  if (view.flagged.length === 0) return <section><h3>{w.flagsTitle}</h3><p>{w.noFlags}</p></section>;
  const rows = view.flagged.map(({ figure, label, period, published, recomputed, difference }) => [<bdi>{label[language] ?? figure}</bdi>, <Ltr>{period}</Ltr>, <Ltr>{published}</Ltr>, <Ltr>{recomputed}</Ltr>, <Ltr>{difference}</Ltr>]);
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
      <Gates gates={own.gates} w={w} />
      {own.eligible ? <Sum of={own} factor={view.factor} w={w} /> : null}
    </section>
  );
}

function Method({ view, w, language }: Shown) {
  const head = view.methodology?.head;
  if (!head) return null;
  return (
    <section>
      <h3>{w.methodTitle}</h3>
      <p><Say text={w.methodBody} title={inLanguage(head.title, language, head.methodologyId)} version={head.version} /></p>
      <p className="hash"><Say text={w.methodHash} hash={<Ltr>{head.methodologySha256}</Ltr>} /></p>
    </section>
  );
}
