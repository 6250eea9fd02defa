/** Where peers were installed by hand (docs/benchmarks.md says how); none of them is a part of Mizan. */
export const folder = process.env['MIZAN_BENCH_PEERS'];
