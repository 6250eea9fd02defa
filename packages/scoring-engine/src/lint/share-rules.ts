import { pointer } from '../examine-document.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { decimalText } from '../rational.ts';
import { finding, type LintRule, percent } from './finding.ts';
import { leastShare, mayBeLeftOut } from './left-out.ts';

const hasTag = ({ indicators }: MethodologyDocument, id: string, tag: string) => indicators[id]?.tags?.includes(tag) ?? false;
const shareOf = (document: MethodologyDocument, tag: string, shares: ReadonlyMap<string, number>) => [...shares].reduce((total, [id, share]) => total + (hasTag(document, id, tag) ? share : 0), 0);

/** What a tag such as learning counts for, against what the document undertakes. */
export const sharesPromised: LintRule = ({ methodology: { document }, shares }) =>
  (document.undertakings?.shares ?? []).flatMap(({ tag, least }, index) => {
    const share = shareOf(document, tag, shares);
    return share + 1e-9 < Number(least) ? [finding('error', pointer('undertakings', 'shares', index), `${tag} counts for ${percent(share)} of the score, less than ${percent(Number(least))}`, `raise the weights of the indicators tagged ${tag}`)] : [];
  });

/** A promise holds for everybody, also for who has no figure: what may be left out takes its share with it. */
export const sharesThatMayVanish: LintRule = ({ methodology: { document, order }, shares }) =>
  (document.undertakings?.shares ?? []).flatMap(({ tag, least }, index) => {
    const full = shareOf(document, tag, shares);
    const left = leastShare(document, order, (id) => hasTag(document, id, tag));
    const share = Number(decimalText(left.least));
    if (full + 1e-9 < Number(least) || share + 1e-9 >= Number(least)) return [];
    const why = mayBeLeftOut(document, order);
    const told = left.by.map(({ node, parts }) => `${node} may leave out ${parts.map((part) => `${part}, where there is no figure of ${(why.get(part) ?? []).join(' or ')}`).join('; and ')}`);
    const mend = left.by.map(({ node, rule, parts }) => `${JSON.stringify(parts)} under "required" at ${pointer('nodes', node, rule)}`);
    return [finding('warning', pointer('undertakings', 'shares', index), `${tag} counts for ${percent(share)} of the score, not for ${percent(Number(least))}, where figures are missing: ${told.join('; ')}`, `put ${mend.join(' and ')}, or let those indicators say "fail" or "worst" in place of "drop"`)];
  });

/** A node that may leave parts out, over parts none of which may be left out, looks more lenient than it is. */
export const leavesOutNothing: LintRule = ({ methodology: { document, order } }) => {
  const droppable = mayBeLeftOut(document, order);
  return Object.entries(document.nodes).flatMap(([id, node]) => {
    const rule = (['reweight', 'leaveOut'] as const).find((name) => node[name] !== undefined);
    return rule && !droppable.has(id) && !document.attribution ? [finding('warning', pointer('nodes', id, rule), `no indicator below ${id} says "drop", so nothing is ever left out: one missing figure makes ${id} missing`, 'say "drop" under "missing" of the indicators that may be left out, or take it away')] : [];
  });
};

export const shareRules: readonly LintRule[] = [sharesPromised, sharesThatMayVanish, leavesOutNothing];
