import { readFileSync, writeSync } from 'node:fs';
import { decimalText } from '@mizan/scoring-engine/rational.ts';
import { solve } from './solve.ts';

const equations = JSON.parse(readFileSync(0, 'utf8')) as Record<string, string>;
const solved = JSON.stringify(Object.fromEntries([...solve(equations)].map(([name, value]) => [name, decimalText(value)])));
for (let [bytes, at] = [Buffer.from(solved), 0]; at < bytes.length; ) at += writeSync(1, bytes, at);
