import { readFileSync, writeSync } from 'node:fs';
import { decimalText } from '@mizan/scoring-engine/rational.ts';
import { readEquations } from './read-equations.ts';
import { solve } from './solve.ts';

const equations = readEquations(readFileSync(0, 'utf8'));
// Written pair by pair: an object of so many names would be made only to be written.
const solved = solve(equations).map((value, place) => `${JSON.stringify(equations.names[place])}:"${decimalText(value)}"`);
for (let [bytes, at] = [Buffer.from(`{${solved.join(',')}}`), 0]; at < bytes.length; ) at += writeSync(1, bytes, at);
