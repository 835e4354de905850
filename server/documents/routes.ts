import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FileStore } from '../files/keep.ts';
import type { Env } from '../http/context.ts';
import { countAttempt } from '../database/limits.ts';
import { validate } from '../http/validate.ts';
import { dayAt } from '../values/day.ts';
import { DocumentQuery, type Ticket } from './contract.ts';
import { refusalPage } from './refusal-page.ts';
import { documentLibrary, fileOfTicket, insertTicket, listDocuments } from './store.ts';

/** Enough for someone reading, not for a machine that empties the shelves: 60 files in 10 minutes. */
const readingLimit = { max: 60, windowSeconds: 600 };

export const documentRoutes = new Hono<Env>()
  .get('/', async (c) => {
    const { read, person, now } = c.var;
    return c.json(await documentLibrary(read, person, now, dayAt(now)), 200);
  })
  .get('/page', validate('query', DocumentQuery), async (c) => {
    const { read, person, now } = c.var;
    return c.json(await listDocuments(read, person, c.req.valid('query'), now, dayAt(now)), 200);
  })
  .post('/:id/ticket', async (c) => {
    const { db, person, now } = c.var;
    await countAttempt(db, [{ subject: `reading:${person.loginId}`, ...readingLimit }], now);
    const ticket = await insertTicket(db, person, c.req.param('id'), now, dayAt(now));
    return c.json<Ticket>({ path: `/v1/files/${ticket}` }, 201);
  });

/** Shown only, never run: whatever the file holds, it has no script, no frame and no other resource. */
const inertPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'none'";

/** A browser that follows a link shows the answer to a person: a sentence, then, and not the JSON of programs. */
const sayInWords = createMiddleware<Env>(async (c, next) => {
  await next();
  if (!c.error || !c.req.header('accept')?.includes('text/html')) return;
  const { status } = c.res;
  c.res = c.html(refusalPage(status === 404), status as ContentfulStatusCode, {
    'Content-Security-Policy': inertPolicy,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
  });
});

/** The ticket is the key: no session is asked, so a link opened by the browser itself works in every mode. */
export const fileRoutes = (files: FileStore) =>
  new Hono<Env>().get('/:ticket', sayInWords, async (c) => {
    const { fileHash, fileName, mediaType } = await fileOfTicket(
      c.var.read,
      c.req.param('ticket'),
      c.var.now,
    );
    const { path, sizeBytes } = await files.locate(fileHash);
    const shown =
      c.req.query('inline') !== undefined && /^(application\/pdf|image\/(png|jpeg|webp))$/.test(mediaType);
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'Content-Type': mediaType,
      'Content-Length': String(sizeBytes),
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'Content-Security-Policy': inertPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
    });
  });
