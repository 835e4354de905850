import { cell, needed, ownRef, type FileFormat } from './column.ts';
import { email, identifier, text, word } from './parse.ts';
import { personKinds, roles } from './words.ts';

/** Who the agency knows, and under which accounts. */
export const people: FileFormat[] = [
  {
    file: 'tiers',
    table: 'person',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(cell('nom', 'last_name', text(200))),
      cell('civilite', 'civility', text(40)),
      cell('prenom', 'first_name', text(100)),
      { ...cell('type', 'kind', word(personKinds)), otherwise: 'natural' },
      cell('email', 'email', email),
      cell('telephone', 'phone', text(60)),
      cell('adresse', 'address', text(300)),
      cell('code_postal', 'postcode', text(20)),
      cell('ville', 'town', text(100)),
    ],
  },
  {
    file: 'comptes_clients',
    table: 'account',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(cell('identifiant', 'identifier', text(60))),
      needed(cell('identifiant', 'identifier_key', identifier)),
      needed(cell('role', 'role', word(roles))),
      needed(cell('libelle', 'label', text(300))),
      { ...needed(cell('tiers', 'holders', text(2000))), passing: true },
      { ...cell('mot_de_passe_provisoire', 'provisional', text(100)), passing: true, secret: true },
    ],
  },
];
