import { open, rm } from 'node:fs/promises';
import { findAgency, type ServedAgency } from '../agency/store.ts';
import { readConfig } from '../config.ts';
import { hasBuilding, type WhoseLetters } from '../desk/holders-store.ts';
import { makeLetters, type LeftOut, type Letters } from '../desk/letters-store.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase, type Database } from '../database/open.ts';
import type { Command } from './command.ts';

export const activationLetters: Command = {
  name: 'activation-letters',
  takes: ['agency', 'file.pdf'],
  says: 'Print a letter, with identifier, code and QR code, for everyone who has no access yet.',
  options: {
    account: {
      type: 'string',
      value: 'identifier',
      says: 'Only the holders of this client account, whatever they have.',
    },
    building: {
      type: 'string',
      value: 'ref',
      says: 'Only who owns or rents in this building, by its reference.',
    },
    all: { type: 'boolean', says: 'Also who has an access, or a letter whose code is still good.' },
  },
  more: `One page per holder of each open account, for window envelopes (A4 folded in three, window on the right). A code
opens once, within 30 days; a new letter ends the one before it. The codes are nowhere but in the file: keep it from
others, and delete it once printed. The server may be running.`,
  async run([slug = '', file = ''], { account, building, all }) {
    const database = await openDatabase(readConfig(process.env).DATABASE_URL);
    try {
      await migrate(database);
      const { db } = database;
      const agency = await findAgency(db, slug).catch(() => {
        throw new Error(`There is no agency « ${slug} ».`);
      });
      if (typeof building === 'string' && !(await hasBuilding(db, agency.id, building)))
        throw new Error(`${agency.card.name} has no building « ${building} ».`);
      const letters = await printInto(file, db, agency, {
        ...(typeof account === 'string' && { account }),
        ...(typeof building === 'string' && { building }),
        everyone: all === true,
      });
      console.log(sentences(letters, file));
      return letters.leftOut.length > 0 ? 3 : 0;
    } finally {
      await database.close();
    }
  },
};

/** The file is there before a code opens anything; without letters there is none. */
const printInto = async (
  path: string,
  db: Database,
  agency: ServedAgency,
  who: WhoseLetters,
): Promise<Letters> => {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new Error(`${path} is there already, perhaps with codes that nobody printed: give another name.`);
    throw new Error(`${path} cannot be written (${error.code}).`);
  });
  let isKept = false;
  try {
    return await makeLetters(db, agency, who, new Date(), async (pdf) => {
      await file.writeFile(pdf);
      await file.sync();
      isKept = true;
    });
  } finally {
    await file.close();
    if (!isKept) await rm(path, { force: true });
  }
};

const reasons: Record<LeftOut['why'], string> = {
  'no-address': 'no postal address (adresse, code_postal and ville of tiers.csv)',
  'too-many-holders': 'too many holders of this account have a letter already',
};

const sentences = ({ made, leftOut }: Letters, file: string): string => {
  const first =
    made > 0
      ? `${made} ${made === 1 ? 'letter is' : 'letters are'} in ${file}. Delete the file once printed.`
      : leftOut.length > 0
        ? 'No letter could be printed.'
        : 'There is no letter to print: nobody waits for one.';
  const others = leftOut.map(({ name, identifier, why }) => `  ${identifier}  ${name}: ${reasons[why]}`);
  return [first, ...(others.length > 0 ? [`No letter for ${others.length}:`, ...others] : [])].join('\n');
};
