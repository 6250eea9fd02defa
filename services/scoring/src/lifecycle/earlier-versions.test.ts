import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { migrate } from '@mizan/db';
import { startTestDatabase } from '@mizan/testkit';
import { canonicalBytes } from '@mizan/verifiable-log';
import { loadPublished, readPublications } from '../methodologies.ts';
import { keepObjects } from '../objects.ts';
import { demonstrationMethodology } from '../testing/demonstration.fixture.ts';
import { readSteps } from './steps.ts';
import { standingAfter } from './transitions.ts';

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));

it('what was registered and published before drafts were kept goes on as draft and as published, in force from its document\'s day', async () => {
  const before = await mkdtemp(join(tmpdir(), 'mizan-migrations-'));
  for (const file of ['001-scores.sql', '002-runs-in-parts.sql']) await cp(join(migrations, file), join(before, file));
  const test = await startTestDatabase('scoring', before);
  const { sql } = test.db;
  try {
    const [published = '', registered = ''] = await keepObjects(sql, [demonstrationMethodology(), { ...demonstrationMethodology(), version: '2023.2' }].map(canonicalBytes));
    await sql`INSERT INTO methodology (methodology_sha256, methodology_id, version, title, registered_by) VALUES (${published}, 'mizan-demonstration', '2023.1', '{}', 'officer'), (${registered}, 'mizan-demonstration', '2023.2', '{}', 'officer')`;
    await sql`UPDATE methodology SET published_by = 'approver', published_at = now() WHERE version = '2023.1'`;
    await migrate({ ownerUrl: test.ownerUrl, schema: 'scoring', role: 'scoring', folder: migrations });

    const versions = Map.groupBy(await readSteps(test.db), ({ version }) => version);
    expect([...versions].map(([version, steps]) => [version, standingAfter(steps.map(({ kind }) => kind))])).toEqual(expect.arrayContaining([['2023.1', 'published'], ['2023.2', 'draft']]));
    expect(versions.get('2023.1')!.map(({ data }) => data)).toEqual([
      { methodologyId: 'mizan-demonstration', version: '2023.1', methodologySha256: published, registeredBy: 'officer' },
      { methodologyId: 'mizan-demonstration', version: '2023.1', methodologySha256: published, publishedBy: 'approver' },
    ]);
    expect((await loadPublished(test.db, published)).version).toBe('2023.1');
    expect(await readPublications(test.db, 'mizan-demonstration')).toEqual([expect.objectContaining({ version: '2023.1', from: '2023-01-01' })]);
  } finally {
    await test.stop();
    await rm(before, { recursive: true });
  }
});
