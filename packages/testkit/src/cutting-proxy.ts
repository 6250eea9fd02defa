import { createServer, connect, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** The next answer of the target of at least this many bytes is swallowed and the connection cut: the work is done and nobody hears of it. */
  cutNextAnswer(): void;
  readonly cuts: () => number;
  /** Nothing passes any more until it is opened again. */
  close(): void;
  open(): void;
  stop(): Promise<void>;
}

/** A proxy on the loopback address that loses answers on demand. */
export async function startCuttingProxy(targetPort: () => number, port = 0): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let [armed, closed, cuts] = [false, false, 0];
  const server = createServer((client) => {
    if (closed) return void client.destroy();
    const target = connect(targetPort(), '127.0.0.1');
    let asked = false;
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (sockets.delete(socket), client.destroy(), target.destroy()));
    }
    // Only the answer to a large request is worth losing: the small ones are handshakes and heartbeats.
    client.on('data', (data) => ((asked ||= armed && isProduce(data)), target.write(data)));
    target.on('data', (data) => {
      if (!armed || !asked) return void client.write(data);
      armed = asked = false;
      cuts += 1;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    cutNextAnswer: () => void (armed = true),
    cuts: () => cuts,
    close() {
      closed = true;
      for (const socket of sockets) socket.destroy();
    },
    open: () => void (closed = false),
    stop: () => new Promise((resolve) => (server.close(() => resolve()), sockets.forEach((socket) => socket.destroy()))),
  };
}

/** A Kafka request begins with its length (4 bytes) and its kind (2 bytes); 0 is produce. */
const isProduce = (data: Buffer) => data.length > 6 && data.readInt16BE(4) === 0;
