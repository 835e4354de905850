import { plainLetters, undisguised } from '../values/personal.ts';

/** Keys side by side, and the alphabet: French and English keyboards, both ways. */
const rows = ['azertyuiopqsdfghjklmwxcvbn', 'qwertyuiopasdfghjklzxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];
const runs = rows.flatMap((row) => [row, [...row].toReversed().join('')]);

const shortest = 4;
let listed: Promise<ReadonlySet<string>> | undefined;

/** Breached passwords, and the words and names of French: read at the first choice of a password, then kept. */
const readLists = async (): Promise<ReadonlySet<string>> => {
  const [{ dictionary: common }, { dictionary: french }] = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  const lists = [
    common['passwords-common'],
    french['commonWords-fr'],
    french['firstnames-fr'],
    french['lastnames-fr'],
  ];
  return new Set(lists.flatMap((list) => list.map(plainLetters)).filter((word) => word.length >= shortest));
};

/**
 * Whether a password is one that everybody tries: a listed one or a single word, whatever its case, the figures and
 * signs around it, or the signs in the place of its letters; the same twice; keys side by side. Several words are not.
 */
export const isCommon = async (password: string): Promise<boolean> => {
  listed ??= readLists();
  const known = await listed;
  return formsOf(password).some((form) => {
    // « azertyazerty »
    const once = /^(.+?)\1+$/u.exec(form)?.[1] ?? form;
    return (
      known.has(form) || once.length < shortest || known.has(once) || runs.some((run) => run.includes(once))
    );
  });
};

/** « Pr1ntemps2026! » is read as « printemps ». */
const formsOf = (password: string): string[] => {
  const plain = plainLetters(password);
  const joined = plain.replaceAll(/[\s._-]/g, '');
  const bare = (text: string) => text.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  const all = [plain, joined].flatMap((form) => [form, undisguised(form), undisguised(bare(form))]);
  return [...new Set([...all, ...all.map(bare)])].filter((form) => form.length >= shortest);
};
