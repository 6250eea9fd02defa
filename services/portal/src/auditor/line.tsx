import { type TraceOfScore } from '@mizan/contracts';
import { Beside } from '../frame/beside.tsx';
import { Ltr, Say } from '../frame/say.tsx';
import { type Words } from '../words/index.ts';
import { LeafLines } from './levels.tsx';

type Input = TraceOfScore['inputs'][number];
type Raw = NonNullable<Input['submission']>;

/** The exact bytes of a line, beside what they say; its header where that is not told once for many. */
export function Bytes({ of: { length, offset, text, bytes, header }, w }: { of: Pick<Raw, 'length' | 'offset' | 'text' | 'bytes'> & Partial<Pick<Raw, 'header'>>; w: Words }) {
  return (
    <>
      <p><Say text={w.bytesAt} length={length} offset={offset} /></p>
      <dl className="raw">
        {header === undefined ? null : <><dt>{w.header}</dt><dd><pre dir="ltr" tabIndex={0}>{header}</pre></dd></>}
        <dt>{w.lineText}</dt><dd><pre dir="ltr" tabIndex={0}>{text}</pre></dd>
        <dt>{w.lineBytes}</dt><dd><pre dir="ltr" tabIndex={0}>{hex(bytes)}</pre></dd>
      </dl>
    </>
  );
}

const hex = (base64: string): string => (Buffer.from(base64, 'base64').toString('hex').match(/../g) ?? []).join(' ');

export function Correction({ of: { asPublished, measuresAsPublished = {}, reason, leaf }, w }: { of: NonNullable<Input['correction']>; w: Words }) {
  return <div><p>{w.correction}: <Say text={w.correctionWas} was={<><Ltr>{asPublished}</Ltr><Beside of={measuresAsPublished} w={w} /></>} reason={reason} /></p><LeafLines leaf={leaf} w={w} /></div>;
}
