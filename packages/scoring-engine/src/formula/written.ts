import { type Expression } from 'jsep';
import { dotted } from './read.ts';

/** Writes the tree again, every name as it is shown. */
export function written(tree: Expression, show: (name: string) => string, inside = false): string {
  const name = dotted(tree);
  if (name !== undefined) return show(name);
  if (tree.type === 'Literal') return String(tree['raw']);
  if (tree.type === 'UnaryExpression') return `${String(tree['operator'])}${written(tree['argument'] as Expression, show, true)}`;
  if (tree.type === 'CallExpression') return `${dotted(tree['callee'] as Expression)}(${(tree['arguments'] as Expression[]).map((arg) => written(arg, show)).join(', ')})`;
  const left = tree['left'] as Expression;
  const isSignedBase = tree['operator'] === '**' && left.type === 'UnaryExpression';
  const text = `${isSignedBase ? `(${written(left, show)})` : written(left, show, true)} ${signs[String(tree['operator'])] ?? String(tree['operator'])} ${written(tree['right'] as Expression, show, true)}`;
  return inside ? `(${text})` : text;
}
const signs: Readonly<Record<string, string>> = { '*': '×', '/': '÷', '-': '−' };
