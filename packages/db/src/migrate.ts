import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';

const logFolder = fileURLToPath(new URL('../migrations', import.meta.url));
/** Any constant serves: it names the one lock all migrations of a database wait for. */
const lock = 7_284_001;

interface Migration {
  readonly name: string;
  readonly text: string;
}

interface Options {
  readonly ownerUrl: string;
  readonly schema: string;
  readonly role: string;
  readonly folder?: string;
  readonly withLog?: boolean;
}

/**
 * Applies the log's tables and then the service's own `*.sql` in order of name, each once, as the schema's owner.
 * @param role - the service's role, which gets rights on rows but owns nothing
 * @param folder - the service's files; without it only the log's tables
 * @throws Error when a file that was applied has changed since
 */
export async function migrate({ ownerUrl, schema, role, folder, withLog = true }: Options): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined, connection: { search_path: schema } });
  try {
    await sql`SELECT pg_advisory_lock(${lock})`;
    await sql.unsafe('CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
    const files = [...(withLog ? await readFolder(logFolder) : []), ...(folder === undefined ? [] : await readFolder(folder))];
    for (const file of files) await apply(sql, file);
    await grant(sql, schema, role, withLog);
    if (withLog) await sql`DELETE FROM idempotency WHERE created_at < now() - interval '7 days'`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function readFolder(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

async function apply(sql: Sql, { name, text }: Migration): Promise<void> {
  const digest = createHash('sha256').update(text).digest('hex');
  const [applied] = await sql<{ digest: string }[]>`SELECT digest FROM migration WHERE name = ${name}`;
  if (applied && applied.digest !== digest) throw new Error(`migration ${name} was applied in another form; add a new file instead of changing it`);
  if (applied) return;
  await sql.begin(async (tx) => {
    await tx.unsafe(text);
    await tx`INSERT INTO migration (name, digest) VALUES (${name}, ${digest})`;
  });
}

/** Rights on the log's tables; each service's own files grant the rest. */
async function grant(sql: Sql, schema: string, role: string, withLog: boolean): Promise<void> {
  await sql.unsafe(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  if (!withLog) return;
  await sql.unsafe(`
    GRANT SELECT, INSERT ON audit_entry, audit_checkpoint, inbox, inbox_unproven, inbox_subject, feed_position, dead_letter, idempotency, relay_position TO ${role};
    GRANT SELECT, UPDATE (size) ON audit_head TO ${role};
    GRANT UPDATE (seq) ON inbox_subject TO ${role};
    GRANT UPDATE (next_index) ON feed_position, relay_position TO ${role};
    GRANT UPDATE (replay_asked_by, shown_at, set_aside_by, set_aside_because, set_aside_at) ON dead_letter TO ${role};
    GRANT UPDATE (status, reply, etag), DELETE ON idempotency TO ${role};
    GRANT DELETE ON dead_letter, inbox, inbox_unproven TO ${role}`);
}
