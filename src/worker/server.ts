import { once } from 'node:events';
import type { ServerType } from '@hono/node-server';

export interface Listening {
  port: number;
  /** Takes no new request and waits for those under way. */
  close(): Promise<void>;
}

/** Port 0 takes a free one. */
export async function listen(server: ServerType, port: number, host: string): Promise<Listening> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('the server does not listen on a port');
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await closed;
    },
  };
}
