import { type Bus, readLag } from '@mizan/bus';
import { type Database, logSize } from '@mizan/db';
import { Gauge, type Telemetry } from '@mizan/telemetry';

/** What stands in a service's log and what it could not apply, read when somebody asks. */
export function addGauges(registers: [Telemetry['metrics']], db: Database, { applications }: Pick<Bus, 'applications'>): void {
  new Gauge({
    name: 'log_leaves',
    help: 'Leaves in the log of this service.',
    registers,
    async collect() {
      this.set(await logSize(db));
    },
  });
  new Gauge({
    name: 'dead_letters',
    help: 'Messages that could not be applied and were not set aside, by consumer.',
    labelNames: ['consumer'],
    registers,
    async collect() {
      const rows = await db.sql<{ consumer: string; letters: string }[]>`SELECT consumer, count(*)::text AS letters FROM dead_letter WHERE set_aside_at IS NULL GROUP BY consumer`;
      for (const { consumer } of applications) this.set({ consumer }, Number(rows.find((row) => row.consumer === consumer)?.letters ?? 0));
    },
  });
}

/** How far Kafka is behind the log. */
export function addLag(registers: [Telemetry['metrics']], db: Database): void {
  new Gauge({
    name: 'relay_lag_events',
    help: 'Leaves of this log that are not on Kafka yet.',
    registers,
    async collect() {
      this.set((await readLag(db)).unsent);
    },
  });
  new Gauge({
    name: 'relay_oldest_unsent_seconds',
    help: 'Age of the oldest leaf that is not on Kafka yet.',
    registers,
    async collect() {
      this.set((await readLag(db)).oldestSeconds);
    },
  });
}
