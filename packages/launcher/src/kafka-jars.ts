import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isInstalled } from './child.ts';

export const kafkaVersion = '4.4.0';
const run = promisify(execFile);
const pom = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>mizan</groupId><artifactId>broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
const waysOut = 'Install Java 17 or later and Maven and start again, or leave out --kafka: the events then move without a broker, with the same results.';

const cache = () => join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mizan', `kafka-${kafkaVersion}`);

/** What is missing for a broker of our own on this machine; nothing when it can be started. */
export async function brokerNeeds(): Promise<string | undefined> {
  const { stderr } = await run('java', ['-version']).catch(() => ({ stderr: '' }));
  const found = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (found < 17) return `A Kafka broker needs Java 17 or later; ${found ? `this machine has Java ${found}` : 'there is no Java on this machine'}. ${waysOut}`;
  if (!existsSync(join(cache(), 'complete')) && !isInstalled('mvn')) return `Kafka's own jars are fetched by Maven, and there is no mvn on this machine. ${waysOut}`;
  return undefined;
}

/** The folder of Apache's jars, fetched once by Maven and kept for all data folders. @throws Error saying what is missing and the two ways out */
export async function kafkaJars(say: (text: string) => void): Promise<string> {
  const needs = await brokerNeeds();
  if (needs) throw new Error(needs);
  const home = cache();
  if (existsSync(join(home, 'complete'))) return home;
  say(`Getting Apache Kafka ${kafkaVersion} (about 45 MB) …`);
  await mkdir(join(home, '..'), { recursive: true });
  const draft = await mkdtemp(`${home}-`);
  await writeFile(join(draft, 'pom.xml'), pom);
  await run('mvn', ['-q', '-B', '-f', join(draft, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`], { maxBuffer: 10_000_000 }).catch((error: Error & { stdout?: string }) => {
    throw new Error(`Maven could not fetch Apache Kafka ${kafkaVersion}: ${(error.stdout || error.message).trim().slice(-600)}\n${waysOut}`);
  });
  await writeFile(join(draft, 'complete'), '');
  // Another start may have been quicker; its copy is as good.
  await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }));
  return home;
}
