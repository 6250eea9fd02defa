/** Where peers were installed by hand (docs/benchmarks.md says how); none of them is a part of Mizan. */
export const folder = process.env['MIZAN_BENCH_PEERS'];
/** Rows of the file that is imported; fewer for a first look. */
export const rowsToImport = Number(process.env['MIZAN_BENCH_ROWS'] ?? 1_000_000);
