import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs, { type AclEntry } from 'kafkajs';
import { cycleOpened, roleGranted, snapshotFrozen } from '@mizan/contracts';
import { type SecuredBroker, startSecuredBroker, whyNoSecuredBroker } from '@mizan/testkit';
import { compareTopics, openTopicAdmin, provisionTopics } from './index.ts';
import { type KafkaSettings, openReceiver, openSender } from './kafka.ts';

const missing = await whyNoSecuredBroker();
const script = fileURLToPath(new URL('../../../infra/kafka/acls.sh', import.meta.url));
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

let broker: SecuredBroker;
const settings = (user: string, changed: Partial<KafkaSettings> = {}): KafkaSettings => ({ brokers: [broker.brokers], clientId: 'test', caFile: broker.caFile, user, passwordFile: broker.passwordFileOf(user), onFault: () => undefined, ...changed });

/** The rights infra/kafka/acls.sh asks Kafka's own tool for, given by the client here. */
async function giveRights(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mizan-acls-'));
  const asked = join(folder, 'asked');
  await writeFile(join(folder, 'kafka-acls.sh'), `#!/bin/sh\necho "$@" >> '${asked}'\n`, { mode: 0o755 });
  await promisify(execFile)('sh', [script, broker.brokers], { env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` } });
  const acl = (await readFile(asked, 'utf8')).trim().split('\n').flatMap(readGrant);
  await rm(folder, { recursive: true });
  const admin = new kafkajs.Kafka({ brokers: [broker.brokers], ssl: { ca: [await readFile(broker.caFile, 'utf8')] }, sasl: { mechanism: 'scram-sha-512', username: 'admin', password: 'the-password-of-admin' }, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createAcls({ acl });
  await admin.disconnect();
}

const operations: Readonly<Record<string, number>> = { Read: AclOperationTypes.READ, Write: AclOperationTypes.WRITE, Create: AclOperationTypes.CREATE, Describe: AclOperationTypes.DESCRIBE, DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS, AlterConfigs: AclOperationTypes.ALTER_CONFIGS, IdempotentWrite: AclOperationTypes.IDEMPOTENT_WRITE };

function readGrant(line: string): AclEntry[] {
  const words = line.split(' ');
  const after = (option: string) => words.flatMap((word, place) => (word === option ? [words[place + 1] ?? ''] : []));
  const [topic, group] = [after('--topic')[0], after('--group')[0]];
  const resource = topic !== undefined ? { resourceType: AclResourceTypes.TOPIC, resourceName: topic } : group !== undefined ? { resourceType: AclResourceTypes.GROUP, resourceName: group } : { resourceType: AclResourceTypes.CLUSTER, resourceName: 'kafka-cluster' };
  const resourcePatternType = after('--resource-pattern-type')[0] === 'prefixed' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL;
  return after('--operation').map((operation) => ({ ...resource, resourcePatternType, principal: after('--allow-principal')[0] ?? '', host: '*', operation: operations[operation] ?? 0, permissionType: AclPermissionTypes.ALLOW }));
}

const message = (topic: string, value: string) => ({ topic, key: 'k', value: Buffer.from(value), headers: {} });

/** What a member of the group gets, and what it is told while it waits. */
function listen(user: string, group: string, topic: string, changed: Partial<KafkaSettings> = {}) {
  const got: string[] = [];
  const faults: string[] = [];
  const receiver = openReceiver(settings(user, { onFault: ({ message }) => faults.push(message), ...changed }), {
    group,
    topics: [topic],
    onBatch: async (batch) => {
      for (const one of batch.messages) got.push(String(one.value));
      batch.settle(batch.messages.at(-1)!);
      await batch.heartbeat();
    },
  });
  return { got, faults, receiver };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};
async function faultsOf(user: string, group: string, topic: string, changed: Partial<KafkaSettings>, expected: RegExp): Promise<void> {
  const { got, faults, receiver } = listen(user, group, topic, changed);
  await until(() => faults.some((fault) => expected.test(fault)));
  expect(got).toEqual([]);
  await receiver.close();
}

if (missing) {
  describe.skip(`access to Kafka by TLS, SASL and ACLs was not tried: ${missing}`, () => it('needs a broker', () => undefined));
} else {
  describe('a broker with TLS, SASL/SCRAM and the rights of infra/kafka/acls.sh', () => {
    beforeAll(async () => {
      broker = await startSecuredBroker(['operator', 'indicators', 'scoring', 'incentives', 'stranger']);
      await giveRights();
      await provisionTopics(settings('operator'));
    }, 120_000);
    afterAll(() => broker.stop());

    it('lets the operator, who made all topics, change how long they are kept', async () => {
      const admin = await openTopicAdmin(settings('operator'));
      await admin.change(cycleOpened.topic, { 'cleanup.policy': 'delete', 'retention.ms': '1000000' });
      await admin.close();
      expect(await provisionTopics(settings('operator'))).toMatchObject([{ kind: 'setting', setting: 'retention.ms' }]);
    });

    it('lets a service publish its own topics and others follow them, by user, password file and authority alone', async () => {
      const sender = openSender(settings('indicators'));
      await sender.send([message(snapshotFrozen.topic, 'one')]);
      const scoring = listen('scoring', 'scoring.snapshots', snapshotFrozen.topic);
      const incentives = listen('incentives', 'incentives.indicators', snapshotFrozen.topic);
      await sender.send([message(snapshotFrozen.topic, 'two')]);
      await until(() => scoring.got.length >= 2 && incentives.got.length >= 2);
      expect([scoring.got.sort(), incentives.got.sort()]).toEqual([['one', 'two'], ['one', 'two']]);
      await Promise.all([sender.close(), scoring.receiver.close(), incentives.receiver.close()]);
    });

    it('refuses a service that would write the topics of another, and says what is missing', async () => {
      const forger = openSender(settings('scoring'));
      await expect(forger.send([message(snapshotFrozen.topic, 'forged')])).rejects.toThrow('The user scoring has no right to this topic.');
      await forger.close();
    });

    it('refuses a follower without the right to the topic or to the group', async () => {
      await faultsOf('scoring', 'scoring.roles', roleGranted.topic, {}, /The user scoring has no right to this topic/);
      await faultsOf('stranger', 'stranger.scores', snapshotFrozen.topic, {}, /The user stranger has no right to this (topic|group)/);
      await faultsOf('incentives', 'scoring.snapshots', snapshotFrozen.topic, {}, /The user incentives has no right to this consumer group/);
    });

    it('says plainly that a password is wrong', async () => {
      const wrong = { passwordFile: broker.passwordFileOf('stranger') };
      await faultsOf('scoring', 'scoring.snapshots', snapshotFrozen.topic, wrong, /Kafka does not take the password of the user scoring/);
      await expect(openTopicAdmin(settings('operator', wrong))).rejects.toThrow('Kafka does not take the password of the user operator');
      const sender = openSender(settings('indicators', wrong));
      await expect(sender.send([message(snapshotFrozen.topic, 'x')])).rejects.toThrow('Kafka does not take the password of the user indicators');
    });

    it('says plainly who may not make topics', async () => {
      await expect(provisionTopics(settings('stranger'))).rejects.toThrow('The user stranger has no right to this topic.');
    });

    it('trusts no broker whose certificate another authority signed', async () => {
      await expect(openTopicAdmin(settings('operator', { caFile: broker.otherCaFile }))).rejects.toThrow(/The certificate of the Kafka broker cannot be trusted/);
    });

    it('goes on by itself when the right is given that was missing', async () => {
      const { got, faults, receiver } = listen('stranger', 'stranger.cycles', cycleOpened.topic);
      await until(() => faults.length > 2);
      const admin = new kafkajs.Kafka({ brokers: [broker.brokers], ssl: { ca: [await readFile(broker.caFile, 'utf8')] }, sasl: { mechanism: 'scram-sha-512', username: 'admin', password: 'the-password-of-admin' }, logLevel: kafkajs.logLevel.NOTHING }).admin();
      await admin.connect();
      await admin.createAcls({ acl: [...readGrant(`--allow-principal User:stranger --operation Read --topic ${cycleOpened.topic}`), ...readGrant('--allow-principal User:stranger --operation Read --group stranger.cycles')] });
      await admin.disconnect();
      const sender = openSender(settings('indicators'));
      await sender.send([message(cycleOpened.topic, 'at last')]);
      await until(() => got.length > 0);
      expect(got).toEqual(['at last']);
      await Promise.all([sender.close(), receiver.close()]);
    });

    it('does not show the topics to somebody without a right to them', async () => {
      const admin = await openTopicAdmin(settings('stranger'));
      expect((await compareTopics(admin, [{ name: roleGranted.topic, partitions: 6, retentionDays: 30, summary: '' }])).map(({ kind }) => kind)).toEqual(['missing']);
      await admin.close();
    });
  });
}
