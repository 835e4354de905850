import { Hono } from 'hono';
import { enqueue } from '../../database/outbox.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { validate } from '../../http/validate.ts';
import type { AccessParts } from '../parts.ts';
import { NewAssistance } from './contract.ts';
import { countAssistance, insertDeskRequest } from './store.ts';

/** Open to everyone, from any page: help for who cannot come in. It asks for no secret, and looks nobody up. */
export const assistanceRoutes = ({ trustedProxies, wake }: Pick<AccessParts, 'trustedProxies' | 'wake'>) =>
  new Hono<Env>().post('/assistance', validate('json', NewAssistance), async (c) => {
    const { db, agency, now } = c.var;
    const asked = c.req.valid('json');
    await countAssistance(db, agency.id, asked.phone, networkOf(c, trustedProxies), now);
    await transaction(db, async (trx, afterCommit) => {
      const requestId = await insertDeskRequest(trx, agency.id, { kind: 'assistance', ...asked }, now);
      await enqueue(trx, 'assistance-letter', { agencySlug: agency.slug, requestId }, now);
      afterCommit(wake);
    });
    return c.json({}, 202);
  });
