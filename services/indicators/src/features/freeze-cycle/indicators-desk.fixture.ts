import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ImportReport } from '@mizan/contracts';
import { transact, type Tx } from '@mizan/db';
import { startTestDatabase } from '@mizan/testkit';
import { canonicalBytes, sha256, toHex } from '@mizan/verifiable-log';
import { openObjects } from '../../objects.ts';
import { importFile } from '../import-file/import-file.ts';
import { RunningImports } from '../import-file/running-imports.ts';
import { type Cycle, openCycle } from '../open-cycle/open-cycle.ts';
import { freezeCycle } from './freeze-cycle.ts';
import { freezeWarnings } from './warnings.ts';

export type IndicatorsDesk = Awaited<ReturnType<typeof openIndicatorsDesk>>;

/** What a steward and an officer do from the files of a cycle to its snapshot, on a database and stored files of their own. */
export async function openIndicatorsDesk() {
  const database = await startTestDatabase('indicators', fileURLToPath(new URL('../../../migrations', import.meta.url)));
  const { db } = database;
  const objects = openObjects(join(database.dataDir, 'objects'));
  const actor = { service: 'indicators', deployment: 'test', onBehalf: 'steward' };
  const inOne = <T>(work: (tx: Tx) => Promise<T>) => transact(db, actor, work);
  const send = (kind: ImportReport['kind'], text: string) => importFile({ db, objects, imports: new RunningImports(), importId: 'one', limits: { bytes: 1e6, rows: 1000 }, actor, kind, name: 'file.csv', chunks: whole(text) });
  const open = (cycle: Cycle) => inOne((tx) => openCycle(tx, cycle));
  const freezeIn = (tx: Tx, cycleId: string, methodology: object) => freezeCycle(tx, objects, cycleId, { methodologySha256: toHex(sha256(canonicalBytes(methodology))), reason: 'again' });
  const freeze = (cycleId: string, methodology: object) => inOne((tx) => freezeIn(tx, cycleId, methodology));
  /** What is told at a freeze, to which a document is sent along. */
  const warnings = (cycleId: string, methodology: object, sent: Readonly<Record<string, unknown>>) => inOne(async (tx) => freezeWarnings(objects, await freezeIn(tx, cycleId, methodology), sent));
  /** The rows of the values file of a cycle as it would be frozen now. */
  async function frozenRows(cycleId: string, methodology: object): Promise<string[][]> {
    const [, ...rows] = new TextDecoder().decode(await objects.read((await freeze(cycleId, methodology)).valuesSha256)).trimEnd().split('\n');
    return rows.map((row) => row.split(','));
  }
  return { db, objects, stop: () => database.stop(), inOne, send, open, freeze, frozenRows, warnings };
}

async function* whole(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}
