import { readFileSync, writeSync } from 'node:fs';
import { decimalText } from '@mizan/scoring-engine/rational.ts';
import { readEquations } from './read-equations.ts';
import { solve } from './solve.ts';
import { writeSolved } from './write-solved.ts';

const equations = readEquations(readFileSync(0));
const answer = writeSolved(equations, solve(equations).map(decimalText));
for (let at = 0; at < answer.length; ) at += writeSync(1, answer, at);
