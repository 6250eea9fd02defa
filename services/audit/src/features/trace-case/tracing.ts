import { submissionAccepted } from '@mizan/contracts';
import { type Database } from '@mizan/db';
import { type Producers } from '../../producers.ts';
import { type StoredLeaf } from '../follow-logs/leaves.ts';
import { leafRef } from './leaf-ref.ts';
import { lastLeafWhere } from './locate.ts';

/** What one trace asks again and again, answered once: many figures come from one submission, many steps from one leaf. */
export interface Tracing {
  readonly db: Database;
  readonly producers: Producers;
  leafRef(leaf: StoredLeaf): ReturnType<typeof leafRef>;
  submissionLeaf(submissionId: string): Promise<StoredLeaf | undefined>;
}

export function openTracing(db: Database, producers: Producers): Tracing {
  return {
    db,
    producers,
    leafRef: once(({ log, index }: StoredLeaf) => `${log} ${index}`, (leaf) => leafRef(db, leaf)),
    submissionLeaf: once((id: string) => id, (id) => lastLeafWhere(db, submissionAccepted.type, 'submissionId', id)),
  };
}

function once<Asked, Answer>(keyOf: (asked: Asked) => string, ask: (asked: Asked) => Promise<Answer>): (asked: Asked) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (asked) => {
    const answer = known.get(keyOf(asked)) ?? ask(asked);
    known.set(keyOf(asked), answer);
    return answer;
  };
}
