import { fileURLToPath } from 'node:url';
import { type Bus, openBus } from '@mizan/bus';
import * as contracts from '@mizan/contracts';
import { transact } from '@mizan/db';
import { call, createAuthenticate } from '@mizan/http';
import { createTelemetry } from '@mizan/telemetry';
import { type Served, serve, startTestDatabase, startTestIssuer, type TestDatabase, type TestIssuer } from '@mizan/testkit';
import { scorePart } from '../features/run-scores/score-part.ts';
import { startSimulations } from '../features/simulate-methodology/work-simulations.ts';
import { takeSnapshot } from '../features/take-snapshot/take-snapshot.ts';
import { createApp } from './app.fixture.ts';
import { type FrozenDemonstration } from './demonstration.fixture.ts';

type Role = contracts.Role;
type Asked = Omit<Parameters<typeof call>[1], 'baseUrl' | 'token'>;
const actor = { service: 'scoring', deployment: 'test' };

/** The scoring service on its own database, with people who hold roles, at a time the test sets. */
export class ScoringService {
  readonly database: TestDatabase;
  /** The day it is, for whoever asks the service. */
  today = '2026-06-01';
  readonly #issuer: TestIssuer;
  readonly #served: Served;
  readonly #bus: Pick<Bus, 'stop'>;
  readonly #people: Readonly<Record<string, readonly Role[]>>;
  /** Of which org units somebody is in charge, where not of the whole country. */
  places: Readonly<Record<string, readonly string[]>> = {};
  /** While it is set, every effect is asked for under this key. */
  key: string | undefined;
  #keys = 0;

  private constructor(database: TestDatabase, issuer: TestIssuer, served: Served, bus: Pick<Bus, 'stop'>, people: Readonly<Record<string, readonly Role[]>>) {
    [this.database, this.#issuer, this.#served, this.#bus, this.#people] = [database, issuer, served, bus, people];
  }

  /** @param people - by subject */
  static async start(people: Readonly<Record<string, readonly Role[]>>, demonstrations: readonly FrozenDemonstration[] = []): Promise<ScoringService> {
    const database = await startTestDatabase('scoring', fileURLToPath(new URL('../../migrations', import.meta.url)));
    const issuer = await startTestIssuer();
    const late: { service?: ScoringService } = {};
    const db = { ...database.db, now: () => Date.parse(`${late.service?.today ?? '2026-06-01'}T12:00:00Z`) };
    const indicators = demonstrations[0]?.indicators ?? ({} as FrozenDemonstration['indicators']);
    const served = await serve(createApp({ db, deployment: 'test', log: { origin: 'test/audit/scoring', vkey: 'test' }, authenticate: createAuthenticate(issuer.issuer), telemetry: createTelemetry('scoring'), indicators, takeAllInputs: () => Promise.resolve() }));
    const bus = openBus({ db: database.db, actor, onFault: () => undefined });
    bus.follow({ consumer: 'scoring.parts', producer: 'scoring', url: served.url, token: () => issuer.token({ sub: 'service:scoring', roles: ['service'] }), handlers: { [contracts.partRequested.type]: (tx, { data }) => scorePart(tx, contracts.partRequested.data.parse(data)) } });
    for (const one of demonstrations) await transact(database.db, actor, (tx) => takeSnapshot(tx, one.frozen, one.indicators));
    const simulations = startSimulations(database.db, () => undefined);
    return (late.service = new ScoringService(database, issuer, served, { stop: async () => (await simulations.stop(), await bus.stop()) }, people));
  }

  /** Asks as somebody; an effect gets a key of its own unless one is given. */
  async ask<O extends contracts.Operation>(who: string, operation: O, asked: Asked = {}) {
    const token = await this.#issuer.token({ sub: who, roles: [...(this.#people[who] ?? [])], orgUnits: [...(this.places[who] ?? ['PK'])] });
    return call(operation, { baseUrl: this.#served.url, token, ...(operation.effect ? { idempotencyKey: this.key ?? `key ${(this.#keys += 1)}` } : {}), ...asked });
  }

  /** Asks for a run and waits until it is complete. */
  async run(who: string, body: { cycleId: string; methodologySha256: string; snapshotId: string; reason?: string }) {
    const { runId } = await this.ask(who, contracts.runScores, { body });
    while ((await this.ask(who, contracts.readRunProgress, { params: { runId } })).state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
    return this.ask(who, contracts.readRun, { params: { runId } });
  }

  async leaves(): Promise<{ type: string; time: string; data: Record<string, unknown> }[]> {
    const found: { type: string; time: string; data: Record<string, unknown> }[] = [];
    for (;;) {
      const { entries } = await this.ask('auditor', contracts.readLogEntries, { query: { from: found.length, limit: 1000 } });
      if (entries.length === 0) return found;
      found.push(...entries.map(({ leaf }) => JSON.parse(leaf) as (typeof found)[number]));
    }
  }

  async stop(): Promise<void> {
    await this.#bus.stop();
    await this.#served.stop();
    await this.#issuer.stop();
    await this.database.stop();
  }
}
