import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEnvironment } from './environment.ts';

const env = { MIZAN_SERVICE_PORT: '8402', DATABASE_URL: 'postgres://x', DATABASE_OWNER_URL: 'postgres://x', MIZAN_DATA: '/data', MIZAN_ISSUER: 'http://127.0.0.1:8405', MIZAN_CLIENT_SECRET_FILE: '/secret' };
const read = (more: Record<string, string>) => readEnvironment('scoring', z.object({}), { ...env, ...more });

it('a user of Kafka without a password file, or a file without a user, keeps a service from starting', () => {
  expect(() => read({ KAFKA_USER: 'scoring' })).toThrow(/scoring cannot start:[^]*KAFKA_USER and KAFKA_PASSWORD_FILE go together/);
  expect(() => read({ KAFKA_PASSWORD_FILE: '/secret' })).toThrow('go together');
  expect(read({ KAFKA_USER: 'scoring', KAFKA_PASSWORD_FILE: '/secret' })).toMatchObject({ KAFKA_USER: 'scoring' });
  expect(read({}).KAFKA_USER).toBeUndefined();
});
