import { type Step } from './steps.ts';
import { standingAfter } from './transitions.ts';

/** A published version with the days it holds for: from its day on, and up to the day its document ends, if it does. */
export interface Publication {
  readonly methodologySha256: string;
  readonly version: string;
  /** Order of publication. */
  readonly seq: number;
  readonly from: string;
  readonly until?: string;
}
/** What a document says about its own days. */
export type OwnDays = (methodologySha256: string) => { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;

const always = '0001-01-01';

/** The published versions of one methodology that were not withdrawn, in order of publication. One published before days were kept holds from its document's day. */
export function publicationsOf(steps: readonly Step[], ownDays: OwnDays): Publication[] {
  const versions = Map.groupBy(steps, ({ version }) => version);
  return [...versions.values()]
    .flatMap((own): Publication[] => {
      const published = own.find(({ kind }) => kind === 'published');
      if (!published || standingAfter(own.map(({ kind }) => kind)) === 'withdrawn') return [];
      const { methodologySha256, version, seq } = published;
      const days = ownDays(methodologySha256);
      const enacted = own.find(({ kind }) => kind === 'enacted')?.data['effectiveFrom'] as string | undefined;
      return [{ methodologySha256, version, seq, from: enacted ?? days?.from ?? always, ...(days?.to === undefined ? {} : { until: days.to }) }];
    })
    .sort((a, b) => a.seq - b.seq);
}

/** The version that holds on a day: of those whose day has come, the one published last, as with any order; none once its document has ended. */
export function inForceOn(publications: readonly Publication[], day: string): Publication | undefined {
  const last = publications.findLast(({ from }) => from <= day);
  return last?.until !== undefined && day >= last.until ? undefined : last;
}
