import { inputsOf, periodWords } from '../inputs-of.ts';
import { type MethodologyDocument } from '../methodology-schema.ts';
import { meant } from '../nearest.ts';
import { pointer } from '../pointer.ts';
import { isRelative, narrowingFault, readReference } from '../reference.ts';
import { stepNamed } from '../steps/index.ts';
import { error, type Finding, type LintRule, warning } from './finding.ts';


/** A node that nothing reads does nothing to the score; a rank, and a node with a label, is there to be seen. */
export const idleNodes: LintRule = ({ methodology: { document } }) => {
  const read = new Set([...Object.values(document.nodes).flatMap(inputsOf), document.score.of, document.score.band ?? ''].map((text) => readReference(text).id));
  return Object.entries(document.nodes).flatMap(([id, { step, label }]) => (read.has(id) || step === 'rank' || label ? [] : [warning(pointer('nodes', id), `no node reads ${id}, and it is not the score`, 'use it, take it out, or give it a label, so that it is there to be seen')]));
};

/** Lists and words for periods that nothing goes through or reads. */
export const idleWords: LintRule = ({ methodology: { document } }) => {
  const used = new Set(Object.values(document.nodes).flatMap(periodWords));
  return Object.keys(document.periods ?? {}).flatMap((word) => (used.has(word) ? [] : [warning(pointer('periods', word), `no node reads a figure of the period ${word}`, 'use it in a node, or take it out')]));
};

/** A word for a period that is nearly another one is likely that one misspelt: it would stand for a period nobody has figures of. */
export const misspeltPeriods: LintRule = ({ methodology: { document } }) => {
  const words = Object.entries(document.nodes).flatMap(([id, node]) => periodWords(node).filter((word) => !isRelative(word) && !/\d{4}/.test(word)).map((word) => ({ id, word })));
  const counts = Map.groupBy(words, ({ word }) => word);
  const bound = Object.keys(document.periods ?? {});
  const common = [...bound, ...[...counts].filter(([, uses]) => uses.length > 1).map(([word]) => word)];
  return words.flatMap(({ id, word }) => {
    const hint = bound.includes(word) || counts.get(word)!.length > 1 ? '' : meant(word, common.filter((one) => one !== word));
    return hint ? [error(pointer('nodes', id), `the period ${word} is called by that name only here${hint}`, 'write the word as it stands elsewhere')] : [];
  });
};

/** Before its first day a dated number is missing, and with it all that reads it. */
export const parametersWithoutBeginning: LintRule = ({ methodology: { document } }) => {
  const begins = document.effective?.from;
  return Object.entries(document.parameters ?? {}).flatMap(([name, [first]]) =>
    begins !== undefined && first?.from !== undefined && first.from > begins ? [error(pointer('parameters', name, 0, 'from'), `from ${begins}, when the document begins, up to ${first.from} there is no ${name}: a hole`, 'add the value that holds before')] : [],
  );
};

/** A band is a word; a node without one prints nothing in its place. */
export const bandWithoutWords: LintRule = ({ methodology: { document } }) => {
  const { band } = document.score;
  const says = (id: string, depth = 0): boolean => {
    const node = document.nodes[readReference(id).id];
    if (!node || depth > 20) return false;
    if (node.step === 'gate') return says(String(node['of']), depth + 1);
    return node.step === 'formula' || ((node['rows'] ?? []) as { id?: string }[]).some((row) => row.id !== undefined);
  };
  return band === undefined || says(band) ? [] : [error('/score/band', `${band} gives a number and no word, so no band is printed`, 'name a step-table or a decision-table whose rows have an "id", or a gate over one')];
};

/** A word that no row of the node gives can never be met. */
export const wordsNobodyGives: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    if (node.step !== 'decision-table') return [];
    return (node['rows'] as { when: Record<string, unknown> }[]).flatMap(({ when }, index) =>
      Object.entries(when).flatMap(([input, condition]) => {
        const given = ((document.nodes[readReference(input).id]?.['rows'] ?? []) as { id?: string }[]).flatMap((row) => row.id ?? []);
        const words = (Array.isArray(condition) ? condition : [condition]).filter((word): word is string => typeof word === 'string' && !/^-?\d+(\.\d+)?$/.test(word));
        const strangers = stepNamed.get(document.nodes[readReference(input).id]?.step ?? '')?.name === 'gate' || document.nodes[readReference(input).id]?.step === 'formula' ? [] : words.filter((word) => !given.includes(word));
        return strangers.map((word) => error(pointer('nodes', id, 'rows', index, 'when', input), `${input} never is "${word}"${meant(word, given)}`, given.length ? `it is one of ${given.join(', ')}` : 'it has no words; compare it with a number'));
      }),
    );
  });

/** An example that gives figures nobody reads, or expects nothing, proves nothing. */
export const idleExamples: LintRule = ({ methodology: { document } }) => (document.examples ?? []).flatMap((example, index) => exampleFindings(document, example, index));

function exampleFindings({ indicators, nodes, bands, score }: MethodologyDocument, { given, others = {}, then }: NonNullable<MethodologyDocument['examples']>[number], index: number): Finding[] {
  const named = [{ path: ['given'], given }, ...Object.entries(others).map(([code, other]) => ({ path: ['others', code, 'given'], given: other.given }))];
  const narrowed = named.flatMap(({ path, given: figures }) => Object.keys(figures).filter((text) => narrowingFault(text) !== undefined).map((text) => error(pointer('examples', index, ...path, text), narrowingFault(text)!, 'mend what stands in brackets')));
  const strangers = named.flatMap(({ path, given: figures }) => Object.keys(figures).filter((text) => !Object.hasOwn(indicators, readReference(text).id)).map((text) => error(pointer('examples', index, ...path, text), `there is no indicator ${text}${meant(readReference(text).id, Object.keys(indicators))}`, 'name an indicator of the document')));
  const namesake = Object.hasOwn(others, 'example') ? [error(pointer('examples', index, 'others', 'example'), 'example is the org unit whose result is told', 'give the other one another name')] : [];
  const absent = Object.keys(then.nodes ?? {}).filter((id) => !Object.hasOwn(nodes, id)).map((id) => error(pointer('examples', index, 'then', 'nodes', id), `there is no node ${id}${meant(id, Object.keys(nodes))}`, 'name a node of the document'));
  const nothing = Object.keys(then).length === 0 ? [error(pointer('examples', index, 'then'), 'the example expects nothing, so it always comes out', 'say the score it must give')] : [];
  const band = then.band !== undefined && then.band !== '' && score.band === undefined && !bands?.some(({ id }) => id === then.band) ? [error(pointer('examples', index, 'then', 'band'), `there is no band ${then.band}${meant(then.band, (bands ?? []).map(({ id }) => id))}`, 'name a band of the document')] : [];
  return [...strangers, ...narrowed, ...namesake, ...absent, ...nothing, ...band];
}

/** A node's own word on what is better, against that of the indicator it reads. */
export const directionAgainstIndicator: LintRule = ({ methodology: { document } }) =>
  Object.entries(document.nodes).flatMap(([id, node]) => {
    const of = typeof node['of'] === 'string' ? readReference(node['of']).id : '';
    const [own, told] = [node['direction'], document.indicators[of]?.direction];
    return own !== undefined && told !== undefined && own !== told && node.step !== 'exponential-ranks' ? [warning(pointer('nodes', id, 'direction'), `here ${String(own)} is better, but ${of} says ${told}`, 'take one of the two out, unless the node ranks need')] : [];
  });

/** A title that nobody can read. */
export const titleInNoLanguage: LintRule = ({ methodology: { title } }) => (Object.values(title).some((text) => text.trim() !== '') ? [] : [error('/title', 'the document has no title in any language', 'write "title": { "en": "..." }')]);

export const structureRules: readonly LintRule[] = [titleInNoLanguage, idleNodes, idleWords, misspeltPeriods, parametersWithoutBeginning, bandWithoutWords, wordsNobodyGives, idleExamples, directionAgainstIndicator];
