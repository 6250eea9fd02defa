import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerNeeds, freePort, type RunningBroker, startBroker } from '@mizan/launcher';
import { inContainers, startBrokerContainer } from './containers.ts';
import { type TestBroker } from './test-broker.ts';

/** Why claims about Kafka are left out here, for the line a test run ends with; nothing where there can be a broker, or where MIZAN_REQUIRE_BROKER lets them fail instead. */
export const whyNoBroker = async (): Promise<string | undefined> => (process.env['MIZAN_REQUIRE_BROKER'] === '1' || inContainers() ? undefined : brokerNeeds());

/** A real Kafka broker of its own for one test file. @param advertisedPort - of a proxy that clients shall go through */
export async function startTestBroker({ advertisedPort }: { advertisedPort?: number } = {}): Promise<TestBroker> {
  if (inContainers()) return startBrokerContainer(advertisedPort === undefined ? {} : { advertisedPort });
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-broker-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const place = { dataDir, port, controllerPort, ...(advertisedPort === undefined ? {} : { advertisedPort }) };
  let running: RunningBroker = await startBroker(place);
  return {
    brokers: `127.0.0.1:${advertisedPort ?? port}`,
    port,
    async kill() {
      if (running.pid !== undefined) process.kill(running.pid, 'SIGKILL');
      await running.ended;
    },
    async start() {
      running = await startBroker(place);
    },
    async stop() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
