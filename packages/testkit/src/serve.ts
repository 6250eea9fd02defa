import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves an application on a free port of the loopback address. */
export async function serve(app: { listen(port: number, host: string, ready: () => void): Server }): Promise<Served> {
  const server = await new Promise<Server>((resolve) => {
    const starting = app.listen(0, '127.0.0.1', () => resolve(starting));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
