import { type ScoreResult } from '@mizan/scoring-engine';

export interface Form {
  readonly json: boolean;
  readonly nodes: boolean;
  /** These nodes alone. */
  readonly only: readonly string[] | undefined;
  readonly node: string | undefined;
}

/** The output of `engine score`, a line at a time: CSV with its header, or one JSON document a line. */
export function* lines(results: Iterable<ScoreResult>, form: Form): Generator<string> {
  if (form.json) {
    for (const result of results) yield JSON.stringify(form.node === undefined ? document(result) : nodeDocument(result, form.node));
  } else if (form.nodes) {
    yield 'org_unit,node,period,value,status';
    for (const { orgUnit, period, nodes } of results) for (const [id, { value, status }] of Object.entries(nodes)) if (form.only?.includes(id) ?? true) yield [orgUnit, id, period, value, nodeStatus(status)].map(csvCell).join(',');
  } else {
    yield 'org_unit,period,score,band,status';
    for (const result of results) yield row(result, form.node).map(csvCell).join(',');
  }
}

const nodeStatus = (status: string) => (status === 'present' ? 'scored' : 'not-scorable');

function row({ orgUnit, period, score = '', band = '', status, nodes }: ScoreResult, node: string | undefined): string[] {
  if (node === undefined) return [orgUnit, period, score, band, status];
  const found = nodes[node];
  return [orgUnit, period, found?.value ?? '', '', nodeStatus(found?.status ?? '')];
}

function document({ orgUnit, period, score, band, status, reasons, nodes, derivation }: ScoreResult) {
  const values = Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { value: node.value || null, status: nodeStatus(node.status) }]));
  return { orgUnit, period, score: score ?? null, band: band ?? null, status, reasons, nodes: values, derivation };
}

/** The document of a node in place of the root: no band and no rounding of the score applies to it. */
function nodeDocument(result: ScoreResult, node: string) {
  const status = nodeStatus(result.nodes[node]?.status ?? '');
  const why = result.reasons.length ? result.reasons : [{ code: result.nodes[node]?.status ?? 'not-submitted', node }];
  const derivation = { ...result.derivation, root: node, rounding: { places: '', mode: 'none' }, bands: [] };
  return { ...document(result), score: result.nodes[node]?.value || null, band: null, status, reasons: status === 'scored' ? [] : why, derivation };
}

export const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
