import { type ReactNode } from 'react';
import { type z } from 'zod';
import { type recompute, type TraceOfPerson, type TraceOfScore } from '@mizan/contracts';
import { Csrf, Frame, type Reader } from '../frame/frame.tsx';
import { Ltr, Rupees, Say } from '../frame/say.tsx';
import { wordFor, type Words, words } from '../words/index.ts';
import { LeafLines, Level, Proved } from './levels.tsx';
import { PersonLevel } from './person-level.tsx';
import { ScoreLevel } from './score-level.tsx';

export type Recomputed = z.output<typeof recompute.reply.body>;

export function TracePage({ reader, trace, recomputed }: { reader: Reader; trace: TraceOfScore | TraceOfPerson; recomputed?: Recomputed }) {
  const { language } = reader;
  const w = words[language];
  const rules = (level: number) => <RulesLevel trace={trace} level={level} w={w} />;
  const score = (level: number) => ('person' in trace ? <PersonLevel trace={trace} level={level} w={w} language={language}>{rules(level + 1)}</PersonLevel> : <ScoreLevel of={trace} level={level} w={w} language={language}>{rules(level + 1)}</ScoreLevel>);
  return (
    <Frame reader={reader} title={w.traceTitle.replace('{id}', trace.id)}>
      <h1><Say text={w.traceTitle} id={<Ltr>{trace.id}</Ltr>} /></h1>
      <p><a href="/audit">{w.backToAudit}</a> · {w.noWitness}</p>
      <Recompute reader={reader} trace={trace} recomputed={recomputed} w={w} />
      {trace.case ? <CaseLevel held={trace.case} w={w}>{score(2)}</CaseLevel> : score(1)}
    </Frame>
  );
}

function Recompute({ reader, trace, recomputed, w }: { reader: Reader; trace: TraceOfScore | TraceOfPerson; recomputed: Recomputed | undefined; w: Words }) {
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

function CaseLevel({ held, w, children }: { held: NonNullable<TraceOfScore['case']>; w: Words; children: ReactNode }) {
  return (
    <Level level={1} title={<>{w.levelCase} <Ltr>{held.caseId}</Ltr> · <Rupees amount={String(held.data['award'] ?? '')} /></>}>
      <LeafLines leaf={held.leaf} w={w} />
      {held.steps.map((step) => <div key={step.leafHash}><p>{wordFor(w, 'step', step.step)}</p><LeafLines leaf={step} w={w} /></div>)}
      {children}
    </Level>
  );
}

function RulesLevel({ trace: { methodology, snapshot }, level, w }: { trace: TraceOfScore | TraceOfPerson; level: number; w: Words }) {
  return (
    <Level level={level} title={w.levelRules}>
      <p><Say text={w.rulesLine} id={methodology.methodologyId} version={methodology.version} who={methodology.publishedBy} /></p>
      <LeafLines leaf={methodology.leaf} w={w} />
      <p><Say text={w.snapshotLine} id={<Ltr>{snapshot.snapshotId}</Ltr>} /> <Proved proved={snapshot.valuesProved} w={w} /></p>
      <p className="hash">{w.valuesRoot}: <Ltr>{snapshot.valuesRoot}</Ltr></p>
      <LeafLines leaf={snapshot.leaf} w={w} />
    </Level>
  );
}
