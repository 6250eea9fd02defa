import { type ReactNode } from 'react';
import { type z } from 'zod';
import { type readTrace, type recompute } from '@mizan/contracts';
import { readDerivation } from '../breakdown/derivation.ts';
import { Csrf, Frame, type Reader } from '../frame/frame.tsx';
import { instant, Ltr, Rupees, Say } from '../frame/say.tsx';
import { type Language, wordFor, type Words, words } from '../words/index.ts';
import { type Working, workingOf } from './working.ts';

export type TraceReply = z.output<typeof readTrace.reply.body>;
export type Recomputed = z.output<typeof recompute.reply.body>;
type Leaf = TraceReply['score']['leaf'];
type Input = TraceReply['inputs'][number];

export function TracePage({ reader, trace, recomputed }: { reader: Reader; trace: TraceReply; recomputed?: Recomputed }) {
  const w = words[reader.language];
  return (
    <Frame reader={reader} title={w.traceTitle.replace('{id}', trace.id)}>
      <h1><Say text={w.traceTitle} id={<Ltr>{trace.id}</Ltr>} /></h1>
      <p><a href="/audit">{w.backToAudit}</a> · {w.noWitness}</p>
      <Recompute reader={reader} trace={trace} recomputed={recomputed} w={w} />
      {trace.case ? <CaseLevel held={trace.case} w={w}><ScoreLevel trace={trace} level={2} w={w} language={reader.language} /></CaseLevel> : <ScoreLevel trace={trace} level={1} w={w} language={reader.language} />}
    </Frame>
  );
}

function Recompute({ reader, trace, recomputed, w }: { reader: Reader; trace: TraceReply; recomputed: Recomputed | undefined; w: Words }) {
  return (
    <>
      {recomputed ? <p className="notice" role="status">{recomputed.same ? <Say text={w.recomputeSame} score={recomputed.recomputed || w.none} /> : <Say text={w.recomputeOther} logged={recomputed.logged} again={recomputed.recomputed} />}</p> : null}
      <form method="post" action={`/audit/trace/${encodeURIComponent(trace.id)}/recompute`}>
        <Csrf reader={reader} />
        <button>{w.recompute}</button>
      </form>
    </>
  );
}

function Level({ level, title, children }: { level: number; title: ReactNode; children: ReactNode }) {
  return <details open className="level"><summary><Ltr>{level}</Ltr> {title}</summary>{children}</details>;
}

const Proved = ({ proved, w }: { proved: boolean; w: Words }) => (proved ? <strong>✔ {w.proved}</strong> : <strong className="notice">✘ {w.notProved}</strong>);

function LeafLines({ leaf, w }: { leaf: Leaf; w: Words }) {
  return (
    <div className="leaf">
      <p><Proved proved={leaf.proved} w={w} /> <Say text={w.leafAt} log={leaf.log} index={leaf.index} size={leaf.checkpointSize} />. <Say text={w.leafBy} time={<Ltr>{instant(leaf.time)}</Ltr>} actor={leaf.actor} />.</p>
      <p className="hash">{w.leafHash}: <Ltr>{leaf.leafHash}</Ltr></p>
      <Proof proof={leaf.proof} w={w} />
    </div>
  );
}

function Proof({ proof, w }: { proof: readonly string[]; w: Words }) {
  return <details><summary><Say text={w.proofSteps} count={proof.length} /></summary><ol className="hash">{proof.map((hash) => <li key={hash}><Ltr>{hash}</Ltr></li>)}</ol></details>;
}

function CaseLevel({ held, w, children }: { held: NonNullable<TraceReply['case']>; w: Words; children: ReactNode }) {
  return (
    <Level level={1} title={<>{w.levelCase} <Ltr>{held.caseId}</Ltr> · <Rupees amount={String(held.data['award'] ?? '')} /></>}>
      <LeafLines leaf={held.leaf} w={w} />
      {held.steps.map((step) => <div key={step.leafHash}><p>{wordFor(w, 'step', step.step)}</p><LeafLines leaf={step} w={w} /></div>)}
      {children}
    </Level>
  );
}

function ScoreLevel({ trace: { score, methodology, snapshot, inputs }, level, w, language }: { trace: TraceReply; level: number; w: Words; language: Language }) {
  const working = workingOf(readDerivation(score.derivation));
  const shown = new Set(figuresOf(working));
  return (
    <Level level={level} title={<>{w.levelScore} <Ltr>{String(score.data['score'] ?? wordFor(w, 'status', String(score.data['status'])))}</Ltr></>}>
      <LeafLines leaf={score.leaf} w={w} />
      <p>{score.derivationProved ? w.derivationProved : <Proved proved={false} w={w} />}</p>
      <details><summary>{w.derivation}</summary><pre dir="ltr" tabIndex={0}>{JSON.stringify(score.derivation, null, 1)}</pre></details>
      <Level level={level + 1} title={w.levelRules}>
        <p><Say text={w.rulesLine} id={methodology.methodologyId} version={methodology.version} who={methodology.publishedBy} /></p>
        <LeafLines leaf={methodology.leaf} w={w} />
        <p><Say text={w.snapshotLine} id={<Ltr>{snapshot.snapshotId}</Ltr>} /> <Proved proved={snapshot.valuesProved} w={w} /></p>
        <p className="hash">{w.valuesRoot}: <Ltr>{snapshot.valuesRoot}</Ltr></p>
        <LeafLines leaf={snapshot.leaf} w={w} />
      </Level>
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
  const title = <><bdi>{node.label?.[language] ?? id}</bdi> · {node.status === 'present' ? <Ltr>{node.value}</Ltr> : wordFor(w, 'status', node.status)}</>;
  if (again) return <p>{title} ({w.shownAbove})</p>;
  return (
    <Level level={level} title={title}>
      {node.formula?.words ? <p>{node.formula.words[language] ?? node.formula.words['en']}</p> : null}
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

function RawLevel({ raw, level, w }: { raw: NonNullable<Input['submission']>; level: number; w: Words }) {
  return (
    <Level level={level} title={w.levelRaw}>
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
