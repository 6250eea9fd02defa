import { describe, expect, it } from '@jest/globals';
import { createGenerator } from '../draws/generator.ts';
import { type StreamOf } from '../kernel/open-draws.ts';
import { evaluateStreams, sobol } from './sobol.ts';

const { uniform } = createGenerator(2010);
/** All draws in two parts, the later one first. */
const indices = (evaluate: (draw: number, streamOf: StreamOf) => number, factors: number, draws: number) => sobol([evaluateStreams(evaluate, factors, 100, draws), evaluateStreams(evaluate, factors, 0, 100)], factors);
const inputs = (count: number, draw: number, streamOf: StreamOf) => Array.from({ length: count }, (_, input) => uniform(draw, 0, input, streamOf(input)));

describe('Sobol indices come near the published analytic values', () => {
  it('of the Ishigami function with a = 7 and b = 0.1 (Ishigami and Homma 1990)', () => {
    const ishigami = (draw: number, streamOf: StreamOf) => {
      const [x, y, z] = inputs(3, draw, streamOf).map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
      return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
    };
    const found = indices(ishigami, 3, 8_000)!;
    [0.3139, 0.4424, 0].forEach((first, factor) => expect(Math.abs(found[factor]!.first - first)).toBeLessThan(0.05));
    [0.5576, 0.4424, 0.2437].forEach((total, factor) => expect(Math.abs(found[factor]!.total - total)).toBeLessThan(0.05));
    for (const one of found) expect(one.firstError).toBeLessThan(0.04);
  });
  it('of the g-function of Sobol with a = 0, 0.5, 3, 9, 99, 99', () => {
    const a = [0, 0.5, 3, 9, 99, 99];
    const parts = a.map((one) => 1 / (3 * (1 + one) ** 2));
    const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    const found = indices((draw, streamOf) => inputs(6, draw, streamOf).reduce((product, x, i) => product * ((Math.abs(4 * x - 2) + a[i]!) / (1 + a[i]!)), 1), 6, 8_000)!;
    found.forEach(({ first, total }, factor) => {
      const others = parts.reduce((product, part, i) => (i === factor ? product : product * (1 + part)), 1);
      expect(Math.abs(first - parts[factor]! / variance)).toBeLessThan(0.05);
      expect(Math.abs(total - (parts[factor]! * others) / variance)).toBeLessThan(0.05);
    });
  });
  it('share out nothing where nothing varies', () => expect(indices(() => 3, 2, 200)).toBeUndefined());
});
