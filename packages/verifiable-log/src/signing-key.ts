import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { fromBase64 } from './bytes.ts';
import { VerifiableLogError } from './errors.ts';
import { formatVkey, isKeyName } from './verifier-key.ts';

const seedLength = 32;
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefixLength = 12;

export interface SigningKey {
  name: string;
  /** Base64 of the 32 secret bytes: keep it in a file, never in a log or a database. */
  skeySeed: string;
  /** What verifiers need; public. */
  vkey: string;
}

/** A new random Ed25519 key; a log's key bears the log's origin as its name. */
export function generateKey(name: string): SigningKey {
  return keyFromSeed(name, randomBytes(seedLength).toString('base64'));
}

/** @throws VerifiableLogError unless the seed is the base64 of 32 bytes and the name can stand in a note */
export function keyFromSeed(name: string, skeySeed: string): SigningKey {
  if (!isKeyName(name)) throw new VerifiableLogError('key-malformed', `"${name}" cannot be a key name`);
  const der = createPublicKey(privateKeyOf(skeySeed)).export({ format: 'der', type: 'spki' });
  return { name, skeySeed, vkey: formatVkey(name, der.subarray(spkiPrefixLength)) };
}

export function privateKeyOf(skeySeed: string): KeyObject {
  const seed = fromBase64(skeySeed);
  if (seed.length !== seedLength) throw new VerifiableLogError('key-malformed', `a seed has ${seedLength} bytes`);
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}
