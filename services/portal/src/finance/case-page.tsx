import { Breakdown } from '../breakdown/breakdown.tsx';
import { partlyBelow, readDerivation } from '../breakdown/derivation.ts';
import { DistrictShares } from '../breakdown/district-shares.tsx';
import { Csrf, Frame, type Reader } from '../frame/frame.tsx';
import { instant, Ltr, Rupees, Say, Table } from '../frame/say.tsx';
import { Gates } from '../incentive-case/gates.tsx';
import { Sum } from '../incentive-case/sum.tsx';
import { inLanguage, wordFor, type Words, words } from '../words/index.ts';
import { type CasePageView } from './finance-view.ts';
import { type StepName, stepsFor, tookPart } from './steps.ts';

interface Shown {
  readonly view: CasePageView;
  readonly reader: Reader;
  readonly w: Words;
}
export interface Refused {
  readonly code: string;
  readonly detail: string;
}

export function CasePage({ reader, view, done, refused }: { reader: Reader; view: CasePageView; done?: boolean; refused?: Refused }) {
  const shown = { reader, view, w: words[reader.language] };
  const { w } = shown;
  return (
    <Frame reader={reader} title={w.casePage.replace('{id}', view.case.caseId)}>
      <h1><Say text={w.casePage} id={<Ltr>{view.case.caseId}</Ltr>} /></h1>
      {done ? <p className="notice" role="status">{w.done}</p> : null}
      {refused ? <RefusedNotice refused={refused} {...shown} /> : null}
      <p><bdi>{inLanguage(view.district, reader.language, view.case.orgUnit)}</bdi> · {wordFor(w, 'state', view.case.state)} · <Rupees amount={view.case.award} /></p>
      <section><h2>{w.gates}</h2><Gates gates={view.case.gates} w={w} /></section>
      <section><h2>{w.sum}</h2><Sum of={view.case} factor={view.factor} w={w} /></section>
      <Evidence {...shown} />
      <Steps {...shown} />
      <Integrity {...shown} />
      <Decide {...shown} />
    </Frame>
  );
}

const overtaken = ['case-changed', 'wrong-state'];

function RefusedNotice({ refused: { code, detail }, view, w }: Shown & { refused: Refused }) {
  const known = wordFor(w, 'refused', code);
  const last = overtaken.includes(code) ? view.case.steps.at(-1) : undefined;
  return (
    <div className="notice" role="alert">
      <h2>{code === 'idempotency-key-in-use' ? w.stillRunningTitle : w.refusedTitle}</h2>
      <p>{known === code ? <Say text={w['refused-other']} detail={detail} /> : known}</p>
      {last ? <p><Say text={w.lastStep} step={wordFor(w, 'step', last.step)} who={last.actor} time={<Ltr>{instant(last.at)}</Ltr>} /></p> : null}
    </div>
  );
}

/** What the amount rests on: the parts of the score, and what of its figures is not there. */
function Evidence(shown: Shown) {
  return <>{shown.view.own ? <OwnScore own={shown.view.own} {...shown} /> : null}<OfDistrict {...shown} /></>;
}

function OwnScore({ own: { orgUnits }, view: { case: { score }, districts }, reader: { language }, w }: Shown & { own: NonNullable<CasePageView['own']> }) {
  return (
    <section>
      <h2>{w.managersOwnTitle}</h2>
      <p><Say text={w.managersOwn} score={<strong>{score ?? w.none}</strong>} /></p>
      <DistrictShares orgUnits={orgUnits} districts={districts} caption={w.managersOwnTitle} w={w} language={language} />
    </section>
  );
}

function OfDistrict({ view, reader: { language }, w }: Shown) {
  const { scored } = view;
  if (!scored) return null;
  const derivation = readDerivation(scored.derivation);
  const gaps = Object.entries(derivation.inputs).filter(([, { status }]) => status !== 'present');
  const partly = partlyBelow(derivation);
  return (
    <>
      {scored.score.score === undefined ? null : <Breakdown score={scored.score.score} derivation={derivation} language={language} heading="h2" id={view.case.orgUnit} />}
      <section><h2>{w.gapsTitle}</h2>{gaps.length + partly.length === 0 ? <p>{w.noGaps}</p> : (
        <ul>
          {gaps.map(([id, { label, status }]) => <li key={id}><bdi>{inLanguage(label, language, id)}</bdi>: {wordFor(w, 'status', status)}</li>)}
          {partly.map(({ id, label, count, below }) => <li key={id}><bdi>{inLanguage(label, language, id)}</bdi>: <Say text={w.partlyBelow} count={count} below={below} /></li>)}
        </ul>
      )}</section>
    </>
  );
}

function Steps({ view, w }: Shown) {
  const rows = view.case.steps.map(({ step, actor, at, note }) => [wordFor(w, 'step', step), <bdi>{actor}</bdi>, <Ltr>{instant(at)}</Ltr>, <bdi>{note}</bdi>]);
  return <section><h2>{w.steps}</h2>{rows.length === 0 ? <p>{w.noSteps}</p> : <Table caption={w.steps} heads={[w.step, w.who, w.when, w.note]} rows={rows} />}</section>;
}

/** Nothing found and not intact: nobody has looked through all of it yet. */
const standing = ({ intact, findings }: NonNullable<CasePageView['integrity']>, w: Words) => (intact ? w.intact : findings.length === 0 ? w.notYetVerified : w.notIntact);

function Integrity({ view: { integrity }, w }: Shown) {
  const text = integrity === undefined ? w.unknownIntact : standing(integrity, w);
  return <section><h2>{w.integrity}</h2><p>{text} {integrity && (integrity.intact || integrity.findings.length > 0) ? <Say text={w.verifiedAt} time={<Ltr>{instant(integrity.verifiedAt)}</Ltr>} /> : null}</p></section>;
}

function Decide({ view, reader, w }: Shown) {
  const steps = stepsFor(reader.person?.roles ?? [], view.case.state);
  const own = tookPart(view.case.steps, reader.person?.subject ?? '');
  const reason = steps.length === 0 ? w.notYourTurn : own ? w.ownStep : undefined;
  return <section><h2>{w.decide}</h2>{reason === undefined ? steps.map((step) => <StepForm key={step} step={step} view={view} reader={reader} w={w} />) : <p>{reason}</p>}</section>;
}

function StepForm({ step, view, reader, w }: Shown & { step: StepName }) {
  return (
    <form method="post" action={`/finance/cases/${encodeURIComponent(view.case.caseId)}/confirm/${step}`}>
      <Csrf reader={reader} />
      <label htmlFor={`note-${step}`}>{step === 'return' ? w.reasonLabel : w.noteLabel}</label>
      <textarea id={`note-${step}`} name="note" rows={2} maxLength={2000} dir="auto" required={step === 'return'} />
      <button className={step === 'return' ? 'quiet' : ''}>{w[`do-${step}`]}</button>
    </form>
  );
}

/** What is about to happen, before it does; the key makes a double click one effect. */
export function ConfirmPage({ reader, view, step, note, idempotencyKey }: { reader: Reader; view: CasePageView; step: StepName; note: string; idempotencyKey: string }) {
  const w = words[reader.language];
  const path = `/finance/cases/${encodeURIComponent(view.case.caseId)}`;
  return (
    <Frame reader={reader} title={w.confirmTitle}>
      <h1>{w.confirmTitle}</h1>
      <p>{w[`confirm-${step}`]}</p>
      <dl className="figures">
        <div><dt>{w.case}</dt><dd><Ltr>{view.case.caseId}</Ltr></dd></div>
        <div><dt>{w.district}</dt><dd><bdi>{inLanguage(view.district, reader.language, view.case.orgUnit)}</bdi></dd></div>
        <div><dt>{w.amount}</dt><dd><Rupees amount={view.case.award} /></dd></div>
        <div><dt>{w.note}</dt><dd><bdi>{note === '' ? w.none : note}</bdi></dd></div>
      </dl>
      <form method="post" action={`${path}/steps/${step}`}>
        <Csrf reader={reader} />
        <input type="hidden" name="note" value={note} />
        <input type="hidden" name="version" value={view.case.version} />
        <input type="hidden" name="key" value={idempotencyKey} />
        <p className="choices"><button>{w.confirmButton}</button> <a href={path}>{w.goBack}</a></p>
      </form>
    </Frame>
  );
}
