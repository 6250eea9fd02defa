import { pointer } from '../examine-document.ts';
import { inputsOf } from '../inputs-of.ts';
import { add, compare, decimalText, multiply, parse, type Rational, whole, zero } from '../rational.ts';
import { readReference } from '../reference.ts';
import { sourceClasses } from '../source-classes.ts';
import { finding, type LintRule, percent } from './finding.ts';

const kinds = Object.keys(sourceClasses);
const always = kinds.filter((kind) => sourceClasses[kind]?.refused);
const allowed = kinds.filter((kind) => !always.includes(kind));

/** The firewall: what is refused may not be read, neither as an indicator nor as one source of it. */
export const refusedSources: LintRule = ({ methodology: { document } }) => {
  const refused = new Set([...always, ...(document.undertakings?.refusedSources ?? [])]);
  const by = (kind: string) => (always.includes(kind) ? 'which no score may read' : 'which this document refuses');
  const indicators = Object.entries(document.indicators).flatMap(([id, { sourceClass }]) =>
    sourceClass !== undefined && refused.has(sourceClass) ? [finding('error', pointer('indicators', id, 'sourceClass'), `${id} comes from ${sourceClass}, ${by(sourceClass)}`, 'take it from another source')] : [],
  );
  const references = Object.entries(document.nodes).flatMap(([id, node]) =>
    inputsOf(node).flatMap((input) => {
      const { source } = readReference(input);
      return source !== undefined && refused.has(source) ? [finding('error', pointer('nodes', id), `${input} reads the source ${source}, ${by(source)}`, 'read another source')] : [];
    }),
  );
  return [...indicators, ...references];
};

/** A refusal holds only where each source is named by a word that everybody reads alike. */
export const sourcesUnnamed: LintRule = ({ methodology: { document } }) => {
  const refuses = document.undertakings?.refusedSources !== undefined;
  return Object.entries(document.indicators).flatMap(([id, { sourceClass }]) => {
    if (sourceClass === undefined) return refuses ? [finding('error', pointer('indicators', id), `nobody says where ${id} comes from, so nobody can see that no refused source is read`, `add "sourceClass": ${allowed.join(', ')}`)] : [];
    const known = Object.hasOwn(sourceClasses, sourceClass) || document.undertakings?.refusedSources?.includes(sourceClass);
    return known ? [] : [finding('warning', pointer('indicators', id, 'sourceClass'), `${sourceClass} is not a kind of source that is known here`, `use one of ${allowed.join(', ')}, or be ready to say that it is none of the refused`)];
  });
};

/** Who can move it: nobody, nobody knows, or not the role that the document undertakes to judge. */
export const uncontrollable: LintRule = ({ methodology: { document }, shares }) => {
  const all = Object.entries(document.indicators).filter(([id]) => (shares.get(id) ?? 0) > 0);
  const role = document.undertakings?.controllableBy;
  if (role === undefined && all.length > 0 && all.every(([, { controllableBy }]) => controllableBy === undefined)) return [finding('warning', '/indicators', 'no indicator says who can move it', 'add "controllableBy" to each')];
  return all.flatMap(([id, { controllableBy }]) => {
    if (controllableBy === undefined) return [finding(role === undefined ? 'warning' : 'error', pointer('indicators', id), `nobody says who can move ${id}`, 'add "controllableBy"')];
    if (controllableBy.length === 0) return [finding('error', pointer('indicators', id, 'controllableBy'), `nobody can move ${id}, yet it counts for ${percent(shares.get(id)!)} of the score`, 'take it out of the score, or use it to group peers instead')];
    return role !== undefined && !controllableBy.includes(role) ? [finding('error', pointer('indicators', id, 'controllableBy'), `${role} cannot move ${id}, yet it counts for ${percent(shares.get(id)!)} of the score`, 'take it out of the score, or use it to group peers instead')] : [];
  });
};

/** More figures asked of schools than a document that sets itself no bound should ask without a word. */
const manyRequests = 10;

/** What is asked of schools, against what the document says may be asked. */
export const burden: LintRule = ({ methodology: { document } }) => {
  const asked = Object.entries(document.indicators).filter(([, { sourceClass = '', request }]) => request !== undefined || sourceClasses[sourceClass]?.asked);
  const { requests, minutes } = document.undertakings ?? {};
  const tooMany = requests !== undefined && asked.length > requests ? [finding('error', '/undertakings/requests', `${asked.length} indicators are asked of schools, more than ${requests}`, 'drop some, or take them from records that exist')] : [];
  const unbounded = requests === undefined && minutes === undefined && asked.length > manyRequests ? [finding('warning', '/indicators', `${asked.length} indicators are asked of schools: too many requests for data`, 'take some from records that exist, and set a bound with "undertakings": { "requests": ..., "minutes": ... }')] : [];
  if (minutes === undefined) return [...tooMany, ...unbounded];
  const unsaid = asked.filter(([, { request }]) => !request).map(([id]) => finding('error', pointer('indicators', id), `nobody says how much time ${id} costs a school`, 'add "request": { "perYear": ..., "minutes": ... }'));
  const spent = asked.reduce<Rational>((total, [, { request }]) => (request ? add(total, multiply(whole(request.perYear), parse(request.minutes))) : total), zero);
  const tooLong = compare(spent, parse(minutes)) > 0 ? [finding('error', '/undertakings/minutes', `a school spends ${decimalText(spent)} minutes a year on what is asked, more than ${minutes}`, 'ask less often, ask for less, or take it from records that exist')] : [];
  return [...tooMany, ...unsaid, ...tooLong];
};

/** Much weight on a figure from a sample, whatever its size. */
export const sampledWithoutLeast: LintRule = ({ methodology: { document }, shares }) =>
  Object.entries(document.indicators).flatMap(([id, { sourceClass = '', minimumN }]) =>
    sourceClasses[sourceClass]?.sampled && minimumN === undefined && (shares.get(id) ?? 0) > 0.1
      ? [finding('warning', pointer('indicators', id), `${id} comes from a sample and counts for ${percent(shares.get(id)!)}, however few were looked at`, 'set "minimumN"')]
      : [],
  );

export const sourcesRules: readonly LintRule[] = [refusedSources, sourcesUnnamed, uncontrollable, burden, sampledWithoutLeast];
