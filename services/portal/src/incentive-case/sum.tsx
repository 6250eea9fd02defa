import { type ReactNode } from 'react';
import { type z } from 'zod';
import { type CaseView } from '@mizan/contracts';
import { parseExact } from '@mizan/scoring-engine';
import { rounded } from '../breakdown/shown-parts.ts';
import { grouped, Ltr, Rupees } from '../frame/say.tsx';
import { type Words } from '../words/index.ts';

/** An amount worked out before the reader's eyes. @param factor - of the envelope, exact; none before it is shared */
export function Sum({ of, factor, w }: { of: z.output<typeof CaseView>; factor: string | undefined; w: Words }) {
  const { fullAmount, days, cycleDays, entitlement, award } = of;
  const lines: [string, ReactNode][] = [
    [w.fullAmount, <Rupees amount={fullAmount} />],
    [w.daysShare, <Ltr>{days} / {cycleDays}</Ltr>],
    [w.entitlement, <Rupees amount={rounded(parseExact(entitlement), 2)} />],
    [w.factor, factor === undefined ? w.none : <Factor exact={factor} />],
    [w.award, <strong><Rupees amount={award} /></strong>],
  ];
  return (
    <>
      <p>{w.sumWords}</p>
      <p className="sum"><Ltr>{grouped(fullAmount)} × {days} / {cycleDays}{factor === undefined ? '' : ` × ${factor}`} = {grouped(award)}</Ltr></p>
      <dl className="figures">{lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </>
  );
}

/** The factor as it is used, and to six places where that is not the whole of it. */
export function Factor({ exact }: { exact: string }) {
  return <Ltr>{exact.includes('/') ? `${exact} = ${rounded(parseExact(exact), 6)}…` : exact}</Ltr>;
}
