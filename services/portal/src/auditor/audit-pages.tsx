import { type z } from 'zod';
import { type readIntegrity } from '@mizan/contracts';
import { Frame, type Reader } from '../frame/frame.tsx';
import { instant, Ltr, Say, Table } from '../frame/say.tsx';
import { type Words, words } from '../words/index.ts';

export type IntegrityReply = z.output<typeof readIntegrity.reply.body>;

export function AuditPage({ reader, integrity, notFound }: { reader: Reader; integrity: IntegrityReply; notFound?: boolean }) {
  const w = words[reader.language];
  return (
    <Frame reader={reader} title={w.auditTitle}>
      <h1>{w.auditTitle}</h1>
      <FindForm w={w} notFound={notFound === true} />
      <section>
        <h2>{w.integrity}</h2>
        <p className={integrity.intact ? '' : 'notice'}>{integrity.intact ? w.intact : integrity.findings.length === 0 ? w.notYetVerified : w.notIntact} <Say text={w.verifiedAt} time={<Ltr>{instant(integrity.verifiedAt)}</Ltr>} /></p>
        {integrity.findings.length === 0 ? null : <Findings findings={integrity.findings} w={w} />}
      </section>
      <section>
        <h2>{w.logs}</h2>
        <Table caption={w.logs} heads={[w.log, w.leaves, w.checkpoint, w.witnesses, w.root]} rows={integrity.logs.map(({ log, size, checkpointSize, witnesses, root }) => [<Ltr>{log}</Ltr>, <Ltr>{size}</Ltr>, <Ltr>{checkpointSize}</Ltr>, witnesses === 0 ? w.noWitness : <Ltr>{witnesses}</Ltr>, <span className="hash"><Ltr>{root}</Ltr></span>])} />
      </section>
    </Frame>
  );
}

function FindForm({ w, notFound }: { w: Words; notFound: boolean }) {
  return (
    <section>
      <h2>{w.findTitle}</h2>
      {notFound ? <p className="notice" role="alert">{w.traceNotFound}</p> : null}
      <form method="get" action="/audit/find">
        <label htmlFor="id">{w.findLabel}</label>
        <p className="hint" id="id-hint">{w.findHint}</p>
        <input id="id" name="id" required maxLength={200} dir="ltr" autoComplete="off" aria-describedby="id-hint" />
        <button>{w.findButton}</button>
      </form>
    </section>
  );
}

function Findings({ findings, w }: { findings: IntegrityReply['findings']; w: Words }) {
  return (
    <>
      <h3>{w.findingsTitle}</h3>
      <ul>{findings.map(({ log, index, text, since }, at) => <li key={at}><Ltr>{log}{index === undefined ? '' : ` #${index}`}</Ltr>: <bdi>{text}</bdi> (<Say text={w.findingSince} time={<Ltr>{instant(since)}</Ltr>} />)</li>)}</ul>
    </>
  );
}
