import { type ImportReport } from '@mizan/contracts';
import { type Actor, type Database } from '@mizan/db';
import { type NewObject, type Objects } from '../../objects.ts';
import { type Limits } from './receive.ts';
import { type FaultList } from './report.ts';
import { type Run, type RunningImports } from './running-imports.ts';

export interface ImportRequest {
  readonly db: Database;
  readonly objects: Objects;
  readonly limits: Limits;
  readonly imports: RunningImports;
  readonly actor: Actor & { onBehalf: string };
  readonly importId: string;
  readonly kind: ImportReport['kind'];
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}
/** One import at work. */
export interface Work {
  readonly request: ImportRequest;
  readonly run: Run;
  readonly file: NewObject;
  readonly faults: FaultList;
}

/** The file has faulty rows; the list says which. */
export class Faulty extends Error {}
