import { Hono } from 'hono';
import type { Env } from '../http/context.ts';
import { validate } from '../http/validate.ts';
import { dayAt } from '../values/day.ts';
import { EntryQuery } from './contract.ts';
import { balanceSheet, listEntries } from './store.ts';

export const financeRoutes = new Hono<Env>()
  .get('/', async (c) => {
    const { read, person, now } = c.var;
    return c.json(await balanceSheet(read, person, dayAt(now)), 200);
  })
  .get('/:ledger/entries', validate('query', EntryQuery), async (c) => {
    const { read, person } = c.var;
    return c.json(await listEntries(read, person, c.req.param('ledger'), c.req.valid('query')), 200);
  });
