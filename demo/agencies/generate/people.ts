import type { Account, Book, Person, Role } from './book.ts';
import { companies, families, men, women } from './names.ts';
import type { Random } from './random.ts';

export interface Town {
  code_postal: string;
  ville: string;
  streets: readonly string[];
}

export interface Crowd {
  person: (given?: Partial<Person>) => Person;
  account: (role: Role, people: Person[], given?: { label?: string; identifier?: string }) => Account;
  /** One to three persons sharing one client account, in the proportions of an ordinary building. */
  household: (role: Role) => Account;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-');

export const labelOf = (people: Person[]): string => {
  const [first, second] = people;
  if (!first) return '';
  if (!second)
    return first.type === 'societe'
      ? first.nom
      : `${first.civilite ?? ''} ${first.prenom ?? ''} ${first.nom}`.trim();
  if (people.length === 2 && first.nom === second.nom)
    return `${first.civilite ?? 'M.'} et ${second.civilite ?? 'Mme'} ${first.nom}`;
  return `Indivision ${[...new Set(people.map((person) => person.nom))].join(' – ')}`;
};

export const createCrowd = (
  book: Book,
  random: Random,
  town: Town,
  identifier: (rank: number) => string,
): Crowd => {
  let accounts = 0;
  const mails = new Set<string>();
  const person = (given: Partial<Person> = {}): Person => {
    const woman = given.civilite ? given.civilite === 'Mme' : random.chance(0.5);
    const prenom = given.prenom ?? random.pick(woman ? women : men);
    const nom = given.nom ?? random.pick(families);
    const mail = `${plain(prenom)}.${plain(nom)}@courriel.example`;
    const keepsMail = random.chance(0.8) && !mails.has(mail);
    if (keepsMail) mails.add(mail);
    const made: Person = {
      ref: book.nextRef('T'),
      nom,
      ...(given.type === 'societe' ? {} : { civilite: woman ? 'Mme' : 'M.', prenom }),
      type: 'personne',
      ...(keepsMail ? { email: mail } : {}),
      telephone: `06 39 98 ${random.between(10, 99)} ${random.between(10, 99)}`,
      adresse: `${random.between(1, 120)} ${random.pick(town.streets)}`,
      code_postal: town.code_postal,
      ville: town.ville,
      ...given,
    };
    book.add('tiers', { ...made });
    return made;
  };
  const account: Crowd['account'] = (role, people, given = {}) => {
    accounts += 1;
    const made: Account = {
      ref: book.nextRef('C'),
      identifiant: given.identifier ?? identifier(accounts),
      role,
      libelle: given.label ?? labelOf(people),
      people,
    };
    book.add('comptes_clients', {
      ref: made.ref,
      identifiant: made.identifiant,
      role,
      libelle: made.libelle,
      tiers: people.map(({ ref }) => ref).join('|'),
    });
    return made;
  };
  const household: Crowd['household'] = (role) => {
    const dice = random.next();
    if (dice < 0.09 && role !== 'locataire') {
      return account(role, [person({ type: 'societe', nom: random.pick(companies) })]);
    }
    if (dice < 0.42) {
      const first = person({ civilite: 'M.' });
      const { nom, adresse, code_postal, ville } = first;
      return account(role, [
        first,
        person({
          civilite: 'Mme',
          nom,
          ...(adresse ? { adresse } : {}),
          ...(code_postal ? { code_postal } : {}),
          ...(ville ? { ville } : {}),
        }),
      ]);
    }
    if (dice < 0.47 && role !== 'locataire') return account(role, [person(), person(), person()]);
    return account(role, [person()]);
  };
  return { person, account, household };
};
