import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brokerNeeds, freePort, startBroker } from '@mizan/launcher';
import { whyNoBroker } from './broker.ts';

const run = promisify(execFile);

export interface SecuredBroker {
  readonly brokers: string;
  /** The authority that signed the broker's certificate. */
  readonly caFile: string;
  /** Another authority, which did not. */
  readonly otherCaFile: string;
  passwordFileOf(user: string): string;
  stop(): Promise<void>;
}

/** Why there can be no broker with TLS here; nothing where there can. */
export const whyNoSecuredBroker = async (): Promise<string | undefined> =>
  (await whyNoBroker()) ?? (await brokerNeeds()) ?? run('openssl', ['version']).then(() => undefined, () => 'A broker with TLS needs openssl, and there is none on this machine.');

/** A real broker that takes clients by TLS and SASL/SCRAM alone and lets nobody do what no ACL allows; `admin` may do everything. */
export async function startSecuredBroker(users: readonly string[]): Promise<SecuredBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'mizan-secured-'));
  const passwords = Object.fromEntries(['admin', ...users].map((user) => [user, `the-password-of-${user}`]));
  for (const [user, password] of Object.entries(passwords)) await writeFile(join(folder, `${user}.secret`), `${password}\n`, { mode: 0o600 });
  await Promise.all([makeAuthority(folder, 'ca'), makeAuthority(folder, 'other')]);
  await makeCertificate(folder);
  const [port, controllerPort] = [await freePort(), await freePort()];
  const running = await startBroker({ dataDir: join(folder, 'broker'), port, controllerPort, users: passwords, settings: secured({ folder, port, controllerPort, password: passwords['admin'] ?? '' }) });
  return {
    brokers: `127.0.0.1:${port}`,
    caFile: join(folder, 'ca.pem'),
    otherCaFile: join(folder, 'other.pem'),
    passwordFileOf: (user) => join(folder, `${user}.secret`),
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As a production broker has it, but for the controller's listener, which here is on the loopback address alone. */
const secured = ({ folder, port, controllerPort, password }: { folder: string; port: number; controllerPort: number; password: string }) => [
  `listeners=SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  `advertised.listeners=SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
  'inter.broker.listener.name=SASL_SSL',
  'sasl.enabled.mechanisms=SCRAM-SHA-512',
  'sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
  `listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="${password}";`,
  'ssl.keystore.type=PEM',
  `ssl.keystore.location=${join(folder, 'broker.pem')}`,
  'ssl.truststore.type=PEM',
  `ssl.truststore.location=${join(folder, 'ca.pem')}`,
  'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found=false',
  'super.users=User:admin;User:ANONYMOUS',
];

const openssl = (folder: string, ...args: string[]) => run('openssl', args, { cwd: folder });

async function makeAuthority(folder: string, name: string): Promise<void> {
  await openssl(folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name} of a test`, '-keyout', `${name}.key`, '-out', `${name}.pem`);
}

async function makeCertificate(folder: string): Promise<void> {
  await openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=broker', '-keyout', 'broker.key', '-out', 'broker.csr');
  await writeFile(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  await openssl(folder, 'x509', '-req', '-in', 'broker.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'broker.crt');
  await writeFile(join(folder, 'broker.pem'), `${await readFile(join(folder, 'broker.key'), 'utf8')}${await readFile(join(folder, 'broker.crt'), 'utf8')}`, { mode: 0o600 });
}
