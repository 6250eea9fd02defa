import { describe, expect, it } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import { allEvents, defineEvent, scoreComputed } from './index.ts';
import { contractDocuments } from './documents/all.ts';
import { z } from 'zod';

const documents = contractDocuments();
const sha = 'a'.repeat(64);
const score = {
  scoreId: 'run-1/0042',
  runId: 'run-1',
  cycleId: '2023',
  orgUnit: '0042',
  status: 'scored',
  score: '61.8',
  exact: '247/4',
  band: 'upper',
  reasons: [],
  completeness: '100.0',
  derivationSha256: sha,
  methodologySha256: sha,
  snapshotId: 'snap-2023-1',
  snapshotDigest: sha,
};
const leaf = {
  specversion: '1.0',
  id: '01890000-0000-7000-8000-000000000000',
  source: 'mizan.local/audit/scoring',
  type: scoreComputed.type,
  subject: 'score/run-1/0042',
  subjectseq: '1',
  time: '2026-01-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: `urn:mizan:${scoreComputed.type}`,
  partitionkey: '0042',
  actor: 'svc:scoring@0.1.0',
  data: score,
};

describe('the declared events', () => {
  it('have one schema each, under their own name', () => {
    expect([...documents.keys()].filter((path) => path.startsWith('events/')).sort()).toEqual(
      allEvents.map(({ type }) => `events/${type}.schema.json`).sort(),
    );
  });

  it('are ordered by the org unit where they are about one', () => {
    expect(scoreComputed.key(scoreComputed.data.parse(score))).toBe('0042');
    expect(scoreComputed.topic).toBe('scoring.score.v1');
  });

  it('refuse a name that is not service, noun, past participle and version', () => {
    expect(() => defineEvent({ type: 'score-computed', summary: '', key: () => '', data: z.strictObject({}) })).toThrow(RangeError);
  });
});

describe('a foreign validator', () => {
  it.each(allEvents.map(({ type }) => type))('understands every word of the schema of %s', (type) => {
    // Formats are left out: their rules stand beside them as patterns.
    const ajv = new Ajv2020.Ajv2020({ strict: true, strictRequired: false, strictTypes: false, validateFormats: false });
    expect(ajv.compile(JSON.parse(documents.get(`events/${type}.schema.json`)!) as object)).toBeInstanceOf(Function);
  });
});

describe('a foreign validator reading the published schema', () => {
  const validate = new Ajv2020.Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(documents.get(`events/${scoreComputed.type}.schema.json`)!) as object,
  );

  it('accepts a score', () => expect(validate(leaf)).toBe(true));

  it.each([
    ['a score as a JSON number', { ...leaf, data: { ...score, score: 61.8 } }],
    ['a field nobody declared', { ...leaf, data: { ...score, bonus: '1' } }],
    ['another type', { ...leaf, type: 'scoring.score.guessed.v1' }],
  ])('refuses %s', (_name, document) => expect(validate(document)).toBe(false));
});

it('documents every operation of a service once, with its refusals', () => {
  const incentives = JSON.parse(documents.get('openapi/incentives.json')!) as { paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>> };
  expect(incentives.paths['/cases/{caseId}/authorisation']!['post']!.responses['403']!.description).toContain('same-person');
});
