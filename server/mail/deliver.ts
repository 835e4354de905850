import type { Agency } from '../agency/contract.ts';
import type { LetterContent } from '../values/letter.ts';
import { writeLetter } from './letter.ts';
import type { Mailer } from './mailer.ts';

/** Written on the agency's paper, sent in its name. True when it left; a refusal for good is an answer, anything else throws. */
export const deliver = async (
  mailer: Mailer,
  { card, mailSender }: { card: Agency; mailSender: string },
  { id, to, content }: { id: string; to: string; content: LetterContent },
): Promise<boolean> => {
  try {
    await mailer.send({ id, from: mailSender, to, ...writeLetter(card, content) });
    return true;
  } catch (error) {
    if ((error as { refused?: boolean }).refused !== true) throw error;
    return false;
  }
};

/** Each try brings another link or code and ends the one before, so it is another letter: both must be shown. */
export const idOfTry = ({ id, attempts }: { id: string; attempts: number }): string => `${id}.${attempts}`;
