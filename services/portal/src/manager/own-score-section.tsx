import { parseExact } from '@mizan/scoring-engine';
import { Ltr, Say, Table } from '../frame/say.tsx';
import { DistrictShares } from '../breakdown/district-shares.tsx';
import { rounded } from '../breakdown/shown-parts.ts';
import { inLanguage, type Language, wordFor, type Words } from '../words/index.ts';
import { type OwnScore } from './own-score.ts';

interface Shown {
  readonly own: OwnScore;
  readonly w: Words;
  readonly language: Language;
}
/** For a reader; the exact numbers stand in the derivation. */
const shown = (exact: string) => (exact === '' ? '–' : rounded(parseExact(exact), 2));

/** The steps from the districts' scores to a person's own: her days, each district's share, what was left out and why. */
export function OwnScoreSection(props: Shown) {
  const { own, w, language } = props;
  const { managerScore, reasons } = own.reply;
  const only = onlyDistrict(own.attribution);
  return (
    <section className="own-score">
      <h2>{w.ownScoreTitle} · <bdi>{inLanguage(own.cycle.title, language, own.cycle.cycleId)}</bdi></h2>
      {managerScore.score === undefined ? <><h3>{w.ownNotScorable}</h3><ul>{reasons.map(({ code, text }, index) => <li key={index}>{inLanguage(text, language, code)}</li>)}</ul></> : <p className="headline"><Say text={w.scoreOutOf} score={<strong>{managerScore.score}</strong>} /></p>}
      <p>{only === undefined ? w.ownScoreIntro : <Say text={w.ownScoreWhole} district={<bdi>{districtName(props, only)}</bdi>} />}</p>
      <details open={only === undefined} className="level">
        <summary>{w.ownSteps}</summary>
        <Days {...props} />
        <Districts {...props} />
        {Object.keys(own.attribution.parts).length > 0 ? <Parts {...props} /> : null}
        {managerScore.score === undefined ? null : <Sum {...props} />}
      </details>
    </section>
  );
}

/** The district of who was in post in one place on every day of the cycle: her score is its score, and the steps say nothing new. */
function onlyDistrict({ stretches, service }: OwnScore['attribution']): string | undefined {
  const everyDay = [service.neutral, service.notCounted, service.notInPost].every((days) => days === '0');
  return everyDay && stretches.length === 1 ? stretches[0]?.orgUnit : undefined;
}

const districtName = ({ own, language }: Shown, orgUnit: string) => inLanguage(own.districts[orgUnit], language, orgUnit);

function Days(props: Shown) {
  const { w, own: { attribution: { stretches, service, neutralDays } } } = props;
  const rows = stretches.map(({ orgUnit, from, to, cause, treatment, days }) => [<bdi>{districtName(props, orgUnit)}</bdi>, <Ltr>{from}</Ltr>, <Ltr>{to}</Ltr>, wordFor(w, 'cause', cause), wordFor(w, 'treatment', treatment), <Ltr>{days}</Ltr>]);
  return (
    <>
      <h3>{w.stepDays}</h3>
      <Table caption={w.stepDays} heads={[w.district, w.fromDay, w.upToDay, w.why, w.howItCounts, w.daysWord]} rows={rows} />
      <p><Say text={w.serviceFound} counts={service.counts} neutral={service.neutral} away={service.notCounted} none={service.notInPost} /> <Say text={w.serviceNeeded} needed={service.neededOfHer} /></p>
      {neutralDays ? <p>{neutralDays.are === 'counted' ? w.neutralCounted : w.neutralLeftOut}</p> : null}
    </>
  );
}

function Districts(props: Shown) {
  const { w, language, own: { districts, attribution: { orgUnits } } } = props;
  return (
    <>
      <h3>{w.stepDistricts}</h3>
      <DistrictShares orgUnits={orgUnits} districts={districts} caption={w.stepDistricts} w={w} language={language} />
      {orgUnits.map(({ orgUnit, baseline }) => (baseline && baseline.takenOver !== '' ? <p key={orgUnit}><Say text={baseline.from === 'take-over' ? w.fromTakeOver : w.fromBaseline} district={districtName(props, orgUnit)} date={baseline.takenOver} /></p> : null))}
    </>
  );
}

function Parts(props: Shown) {
  const { w, language, own: { attribution: { parts } } } = props;
  const name = (id: string) => inLanguage(parts[id]?.label, language, id);
  const rows = Object.entries(parts).map(([id, { kind, to, exact, status, weighed }]) => [
    <bdi>{name(id)}</bdi>,
    wordFor(w, 'taken', kind === 'flow' ? 'flow' : to),
    <Ltr>{weighed.map(({ value, share }) => (share === '1' ? shown(value) : `${shown(value)} × ${share}`)).join(' + ')}</Ltr>,
    status === 'present' ? <Ltr>{shown(exact)}</Ltr> : wordFor(w, 'status', status),
  ]);
  const observed = Object.entries(parts).flatMap(([id, { kind, weighed }]) => (kind === 'flow' ? weighed.map(({ orgUnit, days, inPost }) => ({ id, orgUnit, days, inPost })) : []));
  const out = Object.entries(parts).flatMap(([id, { leftOut }]) => leftOut.map(({ orgUnit, why }) => ({ id, orgUnit, why })));
  return (
    <>
      <h3>{w.stepParts}</h3>
      <Table caption={w.stepParts} heads={[w.part, w.takenBy, w.workedOut, w.points]} rows={rows} />
      {observed.some(({ inPost }) => inPost !== undefined) ? <ul>{observed.map(({ id, orgUnit, days, inPost }) => <li key={`${id} ${orgUnit}`}><bdi>{name(id)}</bdi>: <Say text={inPost === undefined ? w.observedNotRecorded : w.observedDays} district={districtName(props, orgUnit)} days={days} inPost={inPost} /></li>)}</ul> : observed.length > 0 ? <p>{w.observedNowhere}</p> : null}
      {out.length > 0 ? <><h4>{w.leftOutTitle}</h4><ul>{out.map(({ id, orgUnit, why }) => <li key={`${id} ${orgUnit}`}><bdi>{name(id)}</bdi>, <bdi>{districtName(props, orgUnit)}</bdi>: {wordFor(w, 'left-out', why)}</li>)}</ul></> : null}
    </>
  );
}

function Sum({ own, w }: Shown) {
  const { root, nodes } = own.attribution;
  const { exact = '', score = '' } = own.reply.managerScore;
  const numbers = nodes[root]?.formula?.numbers;
  return (
    <>
      <h3>{w.stepSum}</h3>
      {numbers ? <p><Ltr>{numbers}</Ltr></p> : null}
      <p><Say text={w.ownRounded} exact={exact} score={<strong>{score}</strong>} /></p>
    </>
  );
}
