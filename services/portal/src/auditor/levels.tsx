import { type ReactNode } from 'react';
import { type TraceOfScore } from '@mizan/contracts';
import { instant, Ltr, Say } from '../frame/say.tsx';
import { type Words } from '../words/index.ts';

export function Level({ level, title, children }: { level: number; title: ReactNode; children: ReactNode }) {
  return <details open className="level"><summary><Ltr>{level}</Ltr> {title}</summary>{children}</details>;
}

export const Proved = ({ proved, w }: { proved: boolean; w: Words }) => (proved ? <strong>✔ {w.proved}</strong> : <strong className="notice">✘ {w.notProved}</strong>);

export function LeafLines({ leaf, w }: { leaf: TraceOfScore['score']['leaf']; w: Words }) {
  return (
    <div className="leaf">
      <p><Proved proved={leaf.proved} w={w} /> <Say text={w.leafAt} log={leaf.log} index={leaf.index} size={leaf.checkpointSize} />. <Say text={w.leafBy} time={<Ltr>{instant(leaf.time)}</Ltr>} actor={leaf.actor} />.</p>
      <p className="hash">{w.leafHash}: <Ltr>{leaf.leafHash}</Ltr></p>
      <Proof proof={leaf.proof} w={w} />
    </div>
  );
}

export function Proof({ proof, w }: { proof: readonly string[]; w: Words }) {
  return <details><summary><Say text={w.proofSteps} count={proof.length} /></summary><pre className="hash" dir="ltr" tabIndex={0}>{proof.join('\n')}</pre></details>;
}

/** A document that a leaf names by hash, as it is kept. */
export function Derived({ document, proved, w }: { document: unknown; proved: boolean; w: Words }) {
  return (
    <>
      <p>{proved ? w.derivationProved : <Proved proved={false} w={w} />}</p>
      <details><summary>{w.derivation}</summary><pre dir="ltr" tabIndex={0}>{JSON.stringify(document, null, 1)}</pre></details>
    </>
  );
}
