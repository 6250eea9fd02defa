import postgres from 'postgres';

export interface ServiceUrls {
  /** The service's own role; it owns no table. */
  readonly url: string;
  /** The owner of the service's schema, for migrations only. */
  readonly ownerUrl: string;
}

/**
 * Makes the database, and for each service a schema, its owner and the service's own role, which sees that schema alone.
 * Safe to repeat.
 * @param passwords - of each service's two roles, where the server asks for one
 */
export async function prepareDatabase({ superuserUrl, services, database = 'mizan', passwords = {} }: { superuserUrl: string; services: readonly string[]; database?: string; passwords?: Readonly<Record<string, string>> }): Promise<Record<string, ServiceUrls>> {
  const root = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    const [exists] = await root`SELECT 1 FROM pg_database WHERE datname = ${database}`;
    if (!exists) await root.unsafe(`CREATE DATABASE "${database}"`);
    for (const service of services) await makeRoles(root, service, passwords[service]);
  } finally {
    await root.end();
  }
  const inside = postgres(withDatabase(superuserUrl, database), { max: 1, onnotice: () => undefined });
  try {
    await inside.unsafe(`REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    for (const service of services) {
      await inside.unsafe(`CREATE SCHEMA IF NOT EXISTS ${service} AUTHORIZATION ${service}_owner`);
      await inside.unsafe(`ALTER ROLE ${service} IN DATABASE "${database}" SET search_path = ${service}`);
    }
  } finally {
    await inside.end();
  }
  return Object.fromEntries(services.map((service) => [service, { url: asRole(superuserUrl, database, service), ownerUrl: asRole(superuserUrl, database, `${service}_owner`) }]));
}

async function makeRoles(sql: postgres.Sql, service: string, password: string | undefined): Promise<void> {
  for (const role of [service, `${service}_owner`]) {
    const [exists] = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${role}`;
    if (!exists) await sql.unsafe(`CREATE ROLE ${role} LOGIN`).catch(ignoreDuplicate);
    // A statement that defines a role takes no parameters; the secret has letters, digits, - and _ alone.
    if (password !== undefined) await sql.unsafe(`ALTER ROLE ${role} PASSWORD '${password}'`);
  }
}

/** Another process preparing the same cluster may have been first. */
function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error as Error;
}

const withDatabase = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
const asRole = (url: string, database: string, role: string) => Object.assign(new URL(url), { pathname: `/${database}`, username: role }).toString();
