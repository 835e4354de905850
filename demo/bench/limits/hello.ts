// The most this machine does: one sentence, no framework, no database.
import { listen } from './listen.ts';

listen((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).end('hello');
});
