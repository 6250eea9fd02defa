import { type ReactNode } from 'react';
import { type TraceOfScore } from '@mizan/contracts';
import { readDerivation } from '../breakdown/derivation.ts';
import { Beside } from '../frame/beside.tsx';
import { Ltr, Say } from '../frame/say.tsx';
import { inLanguage, type Language, wordFor, type Words } from '../words/index.ts';
import { Derived, LeafLines, Level, Proof, Proved } from './levels.tsx';
import { Bytes, Correction } from './line.tsx';
import { OtherLevels } from './other-levels.tsx';
import { type Working, workingOf } from './working.ts';

type Input = TraceOfScore['inputs'][number];

type OfOrgUnit = Pick<TraceOfScore, 'score' | 'inputs' | 'otherLevels'>;
interface Shown {
  readonly inputs: readonly Input[];
  /** By node, how many other org units it rests on. */
  readonly others: ReadonlyMap<string, number>;
  /** Where those are shown. */
  readonly othersAt: string;
  readonly w: Words;
  readonly language: Language;
}

/** The score of one org unit: its leaf, its derivation, and the working down to the lines. */
export function ScoreLevel({ of: { score, inputs, otherLevels }, title, level, w, language, children }: { of: OfOrgUnit; title?: ReactNode; level: number; w: Words; language: Language; children?: ReactNode }) {
  const working = workingOf(readDerivation(score.derivation));
  const named = new Set(figuresOf(working));
  const shown = { inputs, others: countOthers(otherLevels), othersAt: `others-${String(score.data['orgUnit'])}`, w, language };
  return (
    <Level level={level} title={<>{title ?? w.levelScore} <Ltr>{String(score.data['score'] ?? wordFor(w, 'status', String(score.data['status'])))}</Ltr></>}>
      <LeafLines leaf={score.leaf} w={w} />
      <Derived document={score.derivation} proved={score.derivationProved} w={w} />
      {children}
      <Level level={level + 1} title={w.working}>
        <NodeLevel working={working} level={level + 2} {...shown} />
        {inputs.filter(({ figure }) => !named.has(figure)).map((input) => <FigureLevel key={input.figure} input={input} level={level + 2} w={w} />)}
      </Level>
      {otherLevels ? <OtherLevels of={otherLevels} id={shown.othersAt} level={level + 1} w={w} /> : null}
    </Level>
  );
}

const figuresOf = ({ id, node, from }: Working): string[] => (node ? from.flatMap(figuresOf) : [id]);

function countOthers(otherLevels: OfOrgUnit['otherLevels']): ReadonlyMap<string, number> {
  const nodes = (otherLevels?.orgUnits ?? []).flatMap(({ figures }) => [...new Set(figures.flatMap((figure) => figure.nodes))]);
  return new Map([...Map.groupBy(nodes, (node) => node)].map(([node, all]) => [node, all.length]));
}

/** A node as its rule says it, in names and in numbers, above what it was worked out from. */
function NodeLevel({ working: { id, node, again, from }, level, ...shown }: Shown & { working: Working; level: number }) {
  const { inputs, others, othersAt, w, language } = shown;
  if (!node) return again ? null : <>{inputs.filter(({ figure }) => figure === id).map((input) => <FigureLevel key={input.figure} input={input} level={level} w={w} />)}</>;
  const title = <><bdi>{inLanguage(node.label, language, id)}</bdi> · {node.status === 'present' ? <Ltr>{node.value}</Ltr> : wordFor(w, 'status', node.status)}</>;
  if (again) return <p>{title} ({w.shownAbove})</p>;
  return (
    <Level level={level} title={title}>
      {node.formula?.words ? <p>{inLanguage(node.formula.words, language, '')}</p> : null}
      {node.formula?.numbers ? <pre dir="ltr" tabIndex={0}>{node.formula.names}{'\n'}{node.formula.numbers}</pre> : null}
      {others.has(id) ? <p><a href={`#${othersAt}`}><Say text={w.fromOtherLevels} count={others.get(id)} /></a></p> : null}
      {from.map((below) => <NodeLevel key={below.id} working={below} level={level + 1} {...shown} />)}
    </Level>
  );
}

function FigureLevel({ input, level, w }: { input: Input; level: number; w: Words }) {
  return (
    <Level level={level} title={<><Say text={w.levelFigure} name={<Ltr>{input.figure}</Ltr>} /> <Ltr>{input.period}</Ltr> · {input.status === 'present' ? <Ltr>{input.value}</Ltr> : wordFor(w, 'status', input.status)}<Beside of={input} w={w} /></>}>
      <p><Proved proved={input.proved} w={w} /></p>
      {input.correction ? <Correction of={input.correction} w={w} /> : null}
      {input.submission ? <RawLevel raw={input.submission} level={level + 1} w={w} /> : <p>{w.noRaw}</p>}
      {input.observed ? <ObservedLevel observed={input.observed} level={level + 1} w={w} /> : null}
    </Level>
  );
}

function ObservedLevel({ observed: { from, to, proved, submission }, level, w }: { observed: NonNullable<Input['observed']>; level: number; w: Words }) {
  return (
    <Level level={level} title={<Say text={to === '' ? w.levelObservedSince : w.levelObserved} from={<Ltr>{from}</Ltr>} to={<Ltr>{to}</Ltr>} />}>
      <p><Proved proved={proved} w={w} /></p>
      {submission ? <RawLevel raw={submission} title={w.rowFrom} level={level + 1} w={w} /> : null}
    </Level>
  );
}

/** One line of an imported file with its bytes and its proof. */
export function RawLevel({ raw, title, level, w }: { raw: NonNullable<Input['submission']>; title?: string; level: number; w: Words }) {
  return (
    <Level level={level} title={title ?? w.levelRaw}>
      <p><Say text={w.fileLine} line={raw.line} count={raw.lineCount} /></p>
      <p className="hash"><Ltr>{raw.fileSha256}</Ltr></p>
      <Bytes of={raw} w={w} />
      <p className="hash">{w.linesRoot}: <Ltr>{raw.linesRoot}</Ltr></p>
      <Proof proof={raw.proof} w={w} />
      <LeafLines leaf={raw.leaf} w={w} />
    </Level>
  );
}
