import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** On a free port, said as the served Palier says it. */
export const listen = (answer: RequestListener): void => {
  const server = createServer(answer).listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  process.once('SIGTERM', () => process.exit());
};
