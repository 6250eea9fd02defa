import { type z } from 'zod';
import { type CaseView } from '@mizan/contracts';
import { Ltr, Table } from '../frame/say.tsx';
import { wordFor, type Words } from '../words/index.ts';

/** Every condition with what was found and what is needed, the met ones too. */
export function Gates({ gates, w }: { gates: z.output<typeof CaseView>['gates']; w: Words }) {
  const rows = gates.map(({ gate, found, needed, passed }) => [wordFor(w, 'gate', gate), found === '' || found === 'not scorable' ? w.none : <Ltr>{found}</Ltr>, <Ltr>{needed}</Ltr>, passed ? w.yes : w.no]);
  return <Table caption={w.gates} heads={[w.gate, w.found, w.needed, w.met]} rows={rows} />;
}
