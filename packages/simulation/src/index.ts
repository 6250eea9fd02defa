export { createGenerator, type Generator } from './draws/generator.ts';
export { compile } from './kernel/compile.ts';
export { type Draws, openDraws, type Settings, stated } from './kernel/open-draws.ts';
export { type Aggregation, aggregations, CannotCompile, type Factor, type Normalisation, normalisations, type Program } from './kernel/program.ts';
