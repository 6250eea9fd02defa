import { type TraceOfOtherLevels } from '@mizan/contracts';
import { Beside } from '../frame/beside.tsx';
import { Ltr, Say } from '../frame/say.tsx';
import { wordFor, type Words } from '../words/index.ts';
import { LeafLines, Level, Proof, Proved } from './levels.tsx';
import { Bytes, Correction } from './line.tsx';

type Other = TraceOfOtherLevels['orgUnits'][number];
type Figure = Other['figures'][number];

/** So many org units are shown as they are; of more, those under each parent wait until somebody looks. */
const shownAtOnce = 20;
const missingOf = (others: readonly Other[]) => others.flatMap(({ figures }) => figures).filter(({ status }) => status !== 'present').length;

/** The figures of other org units that a score rests on, such as its schools', each down to its line. */
export function OtherLevels({ of: { proved, submissions, orgUnits }, id, level, w }: { of: TraceOfOtherLevels; id: string; level: number; w: Words }) {
  const all = orgUnits.flatMap(({ figures }) => figures).length;
  return (
    <Level level={level} title={<span id={id}><Say text={w.levelOtherLevels} count={orgUnits.length} /></span>}>
      <p><Proved proved={proved} w={w} /> {w.otherLevelsWhole} <Say text={w.otherLevelsPresent} present={all - missingOf(orgUnits)} count={all} /></p>
      {submissions.map((file) => (
        <details key={file.submissionId}>
          <summary><Say text={w.linesFrom} id={<Ltr>{file.submissionId}</Ltr>} /> <Proved proved={file.leaf.proved} w={w} /></summary>
          <p className="hash"><Ltr>{file.fileSha256}</Ltr></p>
          <pre dir="ltr" tabIndex={0}>{file.header}</pre>
          <p className="hash">{w.linesRoot}: <Ltr>{file.linesRoot}</Ltr></p>
          <LeafLines leaf={file.leaf} w={w} />
        </details>
      ))}
      {[...Map.groupBy(orgUnits, ({ parent }) => parent)].map(([parent, some]) => <Under key={parent} parent={parent} others={some} open={orgUnits.length <= shownAtOnce} w={w} />)}
    </Level>
  );
}

function Under({ parent, others, open, w }: { parent: string; others: readonly Other[]; open: boolean; w: Words }) {
  const missing = missingOf(others);
  return (
    <details className="level" open={open}>
      <summary><Say text={w.otherLevelsUnder} parent={<Ltr>{parent}</Ltr>} count={others.length} />{missing > 0 ? <> · <Say text={w.figuresMissing} count={missing} /></> : null}</summary>
      {others.map((other) => <OrgUnit key={other.orgUnit} other={other} w={w} />)}
    </details>
  );
}

function OrgUnit({ other: { orgUnit, name, figures }, w }: { other: Other; w: Words }) {
  return (
    <details className="level">
      <summary><Ltr>{orgUnit}</Ltr> <bdi>{name}</bdi>{figures.map((figure) => <span key={figure.figure}> · <Short figure={figure} w={w} />{figure.proved ? null : <> <Proved proved={false} w={w} /></>}</span>)}</summary>
      {figures.map((figure) => <FigureLines key={figure.figure} figure={figure} w={w} />)}
    </details>
  );
}

const Short = ({ figure: { figure, status, value, ...measures }, w }: { figure: Figure; w: Words }) => <><Ltr>{figure}</Ltr> {status === 'present' ? <Ltr>{value}</Ltr> : wordFor(w, 'status', status)}<Beside of={measures} w={w} /></>;

function FigureLines({ figure, w }: { figure: Figure; w: Words }) {
  const { period, proved, correction, line } = figure;
  return (
    <div>
      <p><strong><Short figure={figure} w={w} /></strong> <Ltr>{period}</Ltr> <Proved proved={proved} w={w} /></p>
      {correction ? <Correction of={correction} w={w} /> : null}
      {line ? <><p><Say text={w.lineOfFile} line={line.line} id={<Ltr>{line.submissionId}</Ltr>} /></p><Bytes of={line} w={w} /><Proof proof={line.proof} w={w} /></> : <p>{w.noRaw}</p>}
    </div>
  );
}
