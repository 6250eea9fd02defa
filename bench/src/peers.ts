import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { folder } from './environment.ts';

/** A Python that has numpy, or nothing. */
export function pythonWithNumpy(): string | undefined {
  const candidates = [...(folder ? [join(folder, 'py/bin/python')] : []), 'python3'];
  return candidates.find((python) => succeeds(python, ['-c', 'import numpy']));
}

/** The command of go-hesabu, or nothing. */
export function hesabu(): string | undefined {
  const candidates = [...(folder ? [join(folder, 'hesabucli')] : []), 'hesabucli'];
  return candidates.find((command) => existsSync(command) || succeeds('which', [command]));
}

export interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
}

/** A connection to a DuckDB in memory, or nothing. */
export async function duckdb(): Promise<DuckConnection | undefined> {
  if (!folder) return undefined;
  try {
    const { DuckDBInstance } = createRequire(join(folder, 'package.json'))('@duckdb/node-api') as { DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection> }> } };
    return await (await DuckDBInstance.create(':memory:')).connect();
  } catch {
    return undefined;
  }
}

function succeeds(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
