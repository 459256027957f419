import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A stretch of network in front of a server, which can be cut: every open connection breaks, new ones work again. */
export interface Wire {
  host: string;
  /** How many connections broke. */
  cut(): number;
  close(): Promise<void>;
}

export async function startWire(target: string): Promise<Wire> {
  const [hostname = '', port] = target.split(':');
  const sockets = new Set<Socket>();
  const cut = () => {
    const open = sockets.size / 2;
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    return open;
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {}).on('close', () => other.destroy());
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('no port');
  return {
    host: `127.0.0.1:${address.port}`,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
