// For docs/first-agency.md alone: the agency's web site on port 8080, and a mailbox that shows each letter on port 1025.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

createServer((_request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(readFileSync(new URL('page.html', import.meta.url)));
}).listen(8080);

new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  async onData(stream, _session, done) {
    const { to, subject, text } = await PostalMime.parse(new Response(stream).body);
    console.log(`\nTo ${to?.[0]?.address}: ${subject}\n\n${text}`);
    done();
  },
}).listen(1025, '127.0.0.1');

console.log('The site: http://www.durand.localhost:8080/   The mailbox: smtp://127.0.0.1:1025');
