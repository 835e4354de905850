import { Hono } from 'hono';
import type { InferOutput } from 'valibot';
import type { AccessParts } from '../access/parts.ts';
import { type AccessEnv, requireAgent, requirePortal } from '../access/permissions.ts';
import { enqueue } from '../database/outbox.ts';
import { transaction } from '../database/transaction.ts';
import { validate } from '../http/validate.ts';
import { AppError } from '../values/error.ts';
import {
  Closure,
  type DeskSummary,
  NewInvitation,
  NewLetters,
  type RequestDetail,
  type RequestPage,
  RequestQuery,
  type ResidentPage,
  ResidentQuery,
} from './contract.ts';
import { makeLetters } from './letters-store.ts';
import {
  closeRequest,
  countOpenRequests,
  findRequest,
  listRequests,
  reopenRequest,
} from './request-store.ts';
import { countResidents, findResident, listMatches, listResidents } from './residents-store.ts';

/** What one request prints; « waiting » is asked again for the rest. */
const mostPeople = 500;

/** Behind `requirePerson`: the agency's side, at the portal only, for it shows everyone's data and makes codes. */
export const deskRoutes = ({ wake }: Pick<AccessParts, 'wake'>) =>
  new Hono<AccessEnv>()
    .use(requireAgent, requirePortal)
    .get('/summary', async (c) => {
      const { read, person, now } = c.var;
      const openRequests = await countOpenRequests(read, person);
      const residents = await countResidents(read, person, now);
      return c.json<InferOutput<typeof DeskSummary>>({ openRequests, residents }, 200);
    })
    .get('/requests', validate('query', RequestQuery), async (c) => {
      const { read, person } = c.var;
      return c.json<InferOutput<typeof RequestPage>>(
        await listRequests(read, person, c.req.valid('query')),
        200,
      );
    })
    .get('/requests/:id', async (c) => {
      const { read, person, now } = c.var;
      const { request, personId, history } = await findRequest(read, person, c.req.param('id'));
      const matches = await listMatches(read, person, request, personId, now);
      return c.json<RequestDetail>({ request, matches, history }, 200);
    })
    .put('/requests/:id/closure', validate('json', Closure), async (c) => {
      const { db, person, now } = c.var;
      const { note } = c.req.valid('json');
      await transaction(db, (trx) => closeRequest(trx, person, c.req.param('id'), note, now));
      return c.json({}, 200);
    })
    .delete('/requests/:id/closure', async (c) => {
      const { db, person, now } = c.var;
      await transaction(db, (trx) => reopenRequest(trx, person, c.req.param('id'), now));
      return c.json({}, 200);
    })
    .post('/invitations', validate('json', NewInvitation), async (c) => {
      const { db, read, agency, person, now } = c.var;
      const { personId, email } = c.req.valid('json');
      await findResident(read, person, personId);
      const payload = { agencySlug: agency.slug, personId, email };
      await enqueue(db, 'invitation-letter', payload, now);
      wake();
      return c.json({}, 202);
    })
    .get('/residents', validate('query', ResidentQuery), async (c) => {
      const { read, person, now } = c.var;
      const page = await listResidents(read, person, c.req.valid('query'), now);
      return c.json<InferOutput<typeof ResidentPage>>(page, 200);
    })
    /** One PDF, a page per letter. Earlier codes of these people are dead from now on. */
    .post('/letters', validate('json', NewLetters), async (c) => {
      const { db, agency, now } = c.var;
      const { people } = c.req.valid('json');
      const who = people === 'waiting' ? { most: mostPeople } : { people };
      const { pdf, leftOut } = await makeLetters(db, agency, who, now);
      if (pdf === null) throw new AppError('invalid', { fields: { people: leftOut[0]?.why ?? 'empty' } });
      return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': 'attachment; filename="courriers.pdf"',
        // How many people of the list have no postal address.
        'X-Palier-Left-Out': String(leftOut.length),
      });
    });
