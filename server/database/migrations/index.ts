import type { Migration } from 'kysely/migration';
import type { Engine } from '../open.ts';
import { agency } from './0001-agency.ts';
import { properties } from './0002-properties.ts';
import { people } from './0003-people.ts';
import { access } from './0004-access.ts';
import { finance } from './0005-finance.ts';
import { documents } from './0006-documents.ts';
import { operations } from './0007-operations.ts';
import { waysIn } from './0008-ways-in.ts';

/** In the order of their names; one that was released is never edited again. */
export const migrationsFor = (engine: Engine): Record<string, Migration> => ({
  '0001-agency': agency(engine),
  '0002-properties': properties(engine),
  '0003-people': people(engine),
  '0004-access': access(engine),
  '0005-finance': finance(engine),
  '0006-documents': documents(engine),
  '0007-operations': operations(engine),
  '0008-ways-in': waysIn(engine),
});
