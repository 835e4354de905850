import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';

type Handler = (request: Request, env: object) => Response | Promise<Response>;

/** One port on both loopback addresses: browsers choose either for a name under `localhost`. */
export const listenOnLoopback = async (port: number, handler: Handler): Promise<() => Promise<void>> => {
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(
      servers.map((server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  };
  for (const host of ['127.0.0.1', '::1']) {
    try {
      servers.push(await listenOn(host, port, handler));
    } catch (error) {
      // A machine without IPv6 has only the first.
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as { code?: string }).code ?? '')) continue;
      await close();
      throw error;
    }
  }
  return close;
};

const listenOn = async (host: string, port: number, handler: Handler): Promise<Server> => {
  const server = createAdaptorServer({ fetch: handler }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return server;
};
