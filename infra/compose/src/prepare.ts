import { readFileSync } from 'node:fs';
import { describeDifference, provisionTopics } from '@mizan/bus';
import { prepareDatabase } from '@mizan/launcher';
import { stateful } from '@mizan/launcher/deployment.ts';

// Makes what the services find when they start: roles and schemas in PostgreSQL, topics on Kafka. Safe to repeat.
const secret = (name: string) => readFileSync(`/secrets/${name}.secret`, 'utf8').trim();
const passwords = Object.fromEntries(stateful.map((service) => [service, secret(`database-${service}`)]));
await prepareDatabase({ superuserUrl: `postgres://postgres:${secret('postgres')}@postgres:5432/postgres`, services: stateful, passwords });
const made = await provisionTopics({ brokers: ['kafka:9092'], clientId: 'mizan.prepare', onFault: (error) => process.stderr.write(`${error.message}\n`) });
for (const difference of made) process.stdout.write(`${describeDifference(difference)}\n`);
process.stdout.write('Database and topics are prepared.\n');
