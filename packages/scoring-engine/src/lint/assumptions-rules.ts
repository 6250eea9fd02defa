import { pointer } from '../examine-document.ts';
import { finding, type LintRule } from './finding.ts';

const said = (says: Readonly<Record<string, string>>) => says['en'] ?? Object.values(says)[0] ?? '';

/** What rests on no published source, told to the reader at its place. */
export const assumptions: LintRule = ({ methodology: { document } }) =>
  (document.assumptions ?? []).flatMap(({ about, says }, index) =>
    about.map((place, at) =>
      placed(document, place) === undefined
        ? finding('error', pointer('assumptions', index, 'about', at), `there is nothing at ${place}`, 'name a place of the document as written out')
        : finding('information', place, `assumption: ${said(says).replace(/\.$/, '')}`, 'settle it with a clause where there is one'),
    ),
  );

/** What people are paid by should not rest on what nobody decided. */
export const adoptedOnAssumptions: LintRule = ({ methodology: { document } }) =>
  !document.illustrative && document.assumptions?.length ? [finding('warning', '/assumptions', `${document.assumptions.length} assumptions stand in a document that is not marked as an illustration`, 'settle each with a clause, or add "illustrative": true')] : [];

/** What stands at a JSON Pointer, if anything does. */
function placed(document: unknown, place: string): unknown {
  const path = place.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return place.startsWith('/') ? path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Record<string, unknown>)[part] : undefined), document) : undefined;
}
