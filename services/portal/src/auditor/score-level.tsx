import { type ReactNode } from 'react';
import { type TraceOfScore } from '@mizan/contracts';
import { readDerivation } from '../breakdown/derivation.ts';
import { Ltr, Say } from '../frame/say.tsx';
import { inLanguage, type Language, wordFor, type Words } from '../words/index.ts';
import { Derived, LeafLines, Level, Proof, Proved } from './levels.tsx';
import { type Working, workingOf } from './working.ts';

type Input = TraceOfScore['inputs'][number];

/** The score of one org unit: its leaf, its derivation, and the working down to the lines. */
export function ScoreLevel({ of: { score, inputs }, title, level, w, language, children }: { of: Pick<TraceOfScore, 'score' | 'inputs'>; title?: ReactNode; level: number; w: Words; language: Language; children?: ReactNode }) {
  const working = workingOf(readDerivation(score.derivation));
  const shown = new Set(figuresOf(working));
  return (
    <Level level={level} title={<>{title ?? w.levelScore} <Ltr>{String(score.data['score'] ?? wordFor(w, 'status', String(score.data['status'])))}</Ltr></>}>
      <LeafLines leaf={score.leaf} w={w} />
      <Derived document={score.derivation} proved={score.derivationProved} w={w} />
      {children}
      <Level level={level + 1} title={w.working}>
        <NodeLevel working={working} inputs={inputs} level={level + 2} w={w} language={language} />
        {inputs.filter(({ figure }) => !shown.has(figure)).map((input) => <FigureLevel key={input.figure} input={input} level={level + 2} w={w} />)}
      </Level>
    </Level>
  );
}

const figuresOf = ({ id, node, from }: Working): string[] => (node ? from.flatMap(figuresOf) : [id]);

/** A node as its rule says it, in names and in numbers, above what it was worked out from. */
function NodeLevel({ working: { id, node, again, from }, inputs, level, w, language }: { working: Working; inputs: readonly Input[]; level: number; w: Words; language: Language }) {
  if (!node) return again ? null : <>{inputs.filter(({ figure }) => figure === id).map((input) => <FigureLevel key={input.figure} input={input} level={level} w={w} />)}</>;
  const title = <><bdi>{inLanguage(node.label, language, id)}</bdi> · {node.status === 'present' ? <Ltr>{node.value}</Ltr> : wordFor(w, 'status', node.status)}</>;
  if (again) return <p>{title} ({w.shownAbove})</p>;
  return (
    <Level level={level} title={title}>
      {node.formula?.words ? <p>{inLanguage(node.formula.words, language, '')}</p> : null}
      {node.formula?.numbers ? <pre dir="ltr" tabIndex={0}>{node.formula.names}{'\n'}{node.formula.numbers}</pre> : null}
      {from.map((below) => <NodeLevel key={below.id} working={below} inputs={inputs} level={level + 1} w={w} language={language} />)}
    </Level>
  );
}

function FigureLevel({ input, level, w }: { input: Input; level: number; w: Words }) {
  return (
    <Level level={level} title={<><Say text={w.levelFigure} name={<Ltr>{input.figure}</Ltr>} /> <Ltr>{input.period}</Ltr> · {input.status === 'present' ? <Ltr>{input.value}</Ltr> : wordFor(w, 'status', input.status)}</>}>
      <p><Proved proved={input.proved} w={w} /></p>
      {input.correction ? <div><p>{w.correction}: <Say text={w.correctionWas} was={input.correction.asPublished} reason={input.correction.reason} /></p><LeafLines leaf={input.correction.leaf} w={w} /></div> : null}
      {input.submission ? <RawLevel raw={input.submission} level={level + 1} w={w} /> : <p>{w.noRaw}</p>}
    </Level>
  );
}

/** One line of an imported file with its bytes and its proof. */
export function RawLevel({ raw, title, level, w }: { raw: NonNullable<Input['submission']>; title?: string; level: number; w: Words }) {
  return (
    <Level level={level} title={title ?? w.levelRaw}>
      <p><Say text={w.fileLine} line={raw.line} count={raw.lineCount} /></p>
      <p className="hash"><Ltr>{raw.fileSha256}</Ltr></p>
      <p><Say text={w.bytesAt} length={raw.length} offset={raw.offset} /></p>
      <dl className="raw">
        <dt>{w.header}</dt><dd><pre dir="ltr" tabIndex={0}>{raw.header}</pre></dd>
        <dt>{w.lineText}</dt><dd><pre dir="ltr" tabIndex={0}>{raw.text}</pre></dd>
        <dt>{w.lineBytes}</dt><dd><pre dir="ltr" tabIndex={0}>{hex(raw.bytes)}</pre></dd>
      </dl>
      <p className="hash">{w.linesRoot}: <Ltr>{raw.linesRoot}</Ltr></p>
      <Proof proof={raw.proof} w={w} />
      <LeafLines leaf={raw.leaf} w={w} />
    </Level>
  );
}

const hex = (base64: string): string => (Buffer.from(base64, 'base64').toString('hex').match(/../g) ?? []).join(' ');
