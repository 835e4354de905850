import { recordRefusal } from '../access/assistance/refusals-store.ts';
import { listAgencies } from '../agency/store.ts';
import { readConfig } from '../config.ts';
import { openDatabase, type Database } from '../database/open.ts';
import { transaction } from '../database/transaction.ts';
import { readBounce } from '../mail/bounce.ts';
import { emailKey } from '../values/identifier.ts';
import type { Command } from './command.ts';

/** More than any report of a mail server; the rest is not read. */
const longest = 10_000_000;
/** What a mail server takes for « later » (sysexits.h, EX_TEMPFAIL). */
const tryLater = 75;

export const bounceCommand: Command = {
  name: 'bounce',
  takes: [],
  says: 'Read what a mail server could not deliver, from standard input, for the desk (docs/security.md).',
  more: `For the pipe of a mail server; with Postfix, a line of /etc/aliases for the agency's bounceAddress:
  rebonds: "|cd /srv/palier && DATABASE_URL=… npm run -s palier -- bounce"
A report that says nothing of the agency's people, or any other message, is ignored. The exit code is 0, or 75
when the database cannot be reached, so that the mail server tries again.`,
  async run() {
    const message = await readInput();
    try {
      const database = await openDatabase(readConfig(process.env).DATABASE_URL);
      try {
        console.log(await takeBounce(database.db, message, new Date()));
      } finally {
        await database.close();
      }
      return 0;
    } catch (error) {
      console.error((error as Error).message);
      return tryLater;
    }
  },
};

const readInput = async (): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    if (length < longest) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, longest);
};

/** Answers what was done, in a sentence without any address: it ends in the mail server's log. */
export const takeBounce = async (db: Database, message: Uint8Array, now: Date): Promise<string> => {
  const bounce = await readBounce(message);
  if (!bounce) return 'Ignored: this is no report of a mail server.';
  if (bounce.refused.length === 0) return 'Ignored: nothing was refused for good.';
  const all = await listAgencies(db);
  const told = new Set(bounce.to.map(emailKey));
  const asked = all.filter(
    ({ bounceAddress }) => bounceAddress !== null && told.has(emailKey(bounceAddress)),
  );
  let found = 0;
  // A forwarded report names another address: then whoever knows the person is told.
  for (const { id } of asked.length > 0 ? asked : all)
    for (const address of bounce.refused)
      if (await transaction(db, (trx) => recordRefusal(trx, id, address, now, { known: true }))) found += 1;
  return found === 0
    ? 'Ignored: nobody is known under that address.'
    : `Noted on the desk: ${found} refused ${found === 1 ? 'address' : 'addresses'}.`;
};
