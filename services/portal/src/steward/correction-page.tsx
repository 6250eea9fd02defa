import { type z } from 'zod';
import { type IndicatorValue, missingKinds } from '@mizan/contracts';
import { Beside } from '../frame/beside.tsx';
import { Csrf, Frame, type Reader } from '../frame/frame.tsx';
import { Ltr, Say } from '../frame/say.tsx';
import { wordFor, type Words, words } from '../words/index.ts';

export type Figure = z.output<typeof IndicatorValue>;
/** Which figures are looked for. */
export interface Asked {
  readonly indicator: string;
  readonly orgUnit: string;
  readonly period: string;
}
export interface CorrectionView {
  readonly asked: Asked;
  /** Nothing before somebody asked. */
  readonly found?: readonly Figure[];
  readonly done?: { readonly noLonger: readonly string[] };
  /** What a form sent and why it was refused; it stands in the form again. */
  readonly refused?: { readonly detail: string; readonly given: Readonly<Record<string, string>> };
  /** Makes a double click one effect. */
  readonly idempotencyKey: string;
}
interface Shown {
  readonly view: CorrectionView;
  readonly reader: Reader;
  readonly w: Words;
}

export function CorrectionPage({ reader, view }: { reader: Reader; view: CorrectionView }) {
  const w = words[reader.language];
  const { found, done, refused } = view;
  return (
    <Frame reader={reader} title={w.correctTitle}>
      <h1>{w.correctTitle}</h1>
      {done ? <p className="notice" role="status">{w.corrected}{done.noLonger.length > 0 ? <> <Say text={w.noLonger} names={done.noLonger.map((name) => wordFor(w, 'measure', name)).join(' · ')} /></> : null}</p> : null}
      {refused ? <div className="notice" role="alert"><h2>{w.refusedTitle}</h2><p><Say text={w['refused-other']} detail={refused.detail} /></p></div> : null}
      <FindForm asked={view.asked} w={w} />
      {found?.length === 0 ? <p className="notice" role="alert">{w.nothingSubmitted}</p> : null}
      {found?.map((figure) => <FigureForm key={partOf(figure)} figure={figure} view={view} reader={reader} w={w} />)}
    </Frame>
  );
}

/** What tells figures of one org unit and period apart. */
const partOf = ({ subgroup, keptApart, source }: Figure) => [subgroup, keptApart ? source : ''].filter(Boolean).join(' · ');

function FindForm({ asked, w }: { asked: Asked; w: Words }) {
  return (
    <form method="get" action="/corrections">
      {(['indicator', 'orgUnit', 'period'] as const).map((name) => <Field key={name} id={name} name={name} label={w[`find-${name}`]} value={asked[name]} required />)}
      <button className="quiet">{w.findFigure}</button>
    </form>
  );
}

function Field({ id, name, label, value = '', required = false, number = false }: { id: string; name: string; label: string; value?: string | undefined; required?: boolean; number?: boolean }) {
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} defaultValue={value} required={required} maxLength={500} dir={number ? 'ltr' : 'auto'} autoComplete="off" {...(number ? { inputMode: 'decimal', pattern: '-?[0-9]+([.][0-9]+)?' } : {})} />
    </p>
  );
}

/** What stands, and the form that says the figure anew, whole. */
function FigureForm({ figure, view: { asked, refused, idempotencyKey }, reader, w }: Shown & { figure: Figure }) {
  const ofSource = figure.keptApart ? figure.source : '';
  const mine = refused?.given['subgroup'] === figure.subgroup && refused.given['ofSource'] === ofSource ? refused.given : undefined;
  // Left as it stands, the number it is over would stay that of the old denominator.
  const standing = { ...figure, n: figure.n === figure.denominator ? '' : figure.n };
  const id = (name: string) => `${name} ${figure.subgroup} ${ofSource}`.trim().replaceAll(' ', '-');
  const number = (name: 'value' | 'numerator' | 'denominator' | 'n' | 'standardError') => <Field id={id(name)} name={name} label={w[`measure-${name}`]} value={mine ? mine[name] : standing[name]} number />;
  return (
    <section>
      <h2><Ltr>{figure.indicator}</Ltr> · <Ltr>{figure.orgUnit}</Ltr> · <Ltr>{figure.period}</Ltr>{partOf(figure) ? <> · <bdi>{partOf(figure)}</bdi></> : null}</h2>
      <p>{w.standsNow}: {figure.status === 'present' ? <Ltr>{figure.value}</Ltr> : wordFor(w, 'status', figure.status)}<Beside of={figure} w={w} />{figure.correctionId ? <> · {w.correction}: <Say text={w.correctionWas} was={<Ltr>{figure.asPublished}</Ltr>} reason={<bdi>{figure.reason}</bdi>} /></> : null}</p>
      <p className="hint">{w.correctHint}</p>
      <form method="post" action="/corrections">
        <Csrf reader={reader} />
        {Object.entries({ ...asked, subgroup: figure.subgroup, ofSource, key: idempotencyKey }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <label htmlFor={id('status')}>{w.correctStatus}</label>
        <select id={id('status')} name="status" defaultValue={mine?.['status'] ?? figure.status}>{['present', ...missingKinds].map((status) => <option key={status} value={status}>{wordFor(w, 'status', status)}</option>)}</select>
        {number('value')}{number('numerator')}{number('denominator')}{number('n')}{number('standardError')}
        <Field id={id('reason')} name="reason" label={w.correctReason} value={mine?.['reason']} required />
        <Field id={id('source')} name="source" label={w.correctSource} value={mine?.['source']} required />
        <button>{w.correctButton}</button>
      </form>
    </section>
  );
}
