/** Writes the four demo agencies' folders again, byte for byte: `node demo/agencies/generate/main.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillBoivre } from './boivre.ts';
import { french } from '../../french.ts';
import type { Book } from './book.ts';
import { agents } from './agents.ts';
import { createBook } from './book.ts';
import { fillHorizon } from './horizon.ts';
import { fillNacre } from './nacre.ts';
import type { Settings } from './settings.ts';
import { boivre, horizon, nacre, vauquelin } from './settings.ts';
import { fillVauquelin } from './vauquelin.ts';
import type { FileStyle } from './write.ts';
import { writeFolder } from './write.ts';

interface Agency {
  settings: Settings;
  motto: string;
  serif: boolean;
  extracted: string;
  fill: (book: Book) => void;
  style: FileStyle;
}

const agencies: Agency[] = [
  {
    settings: vauquelin,
    motto: 'Administrateur de biens depuis 1904',
    serif: true,
    extracted: '2022-04-04T06:00:00+02:00',
    fill: fillVauquelin,
    style: {
      separator: ';',
      encoding: 'windows-1252',
      dates: 'french',
      thousands: ' ',
      point: ',',
      newline: '\r\n',
      jsonLines: [],
    },
  },
  {
    settings: horizon,
    motto: 'Syndic, gérance, location : 84 agences en France',
    serif: false,
    extracted: '2022-01-25T06:00:00+01:00',
    fill: fillHorizon,
    style: {
      separator: ';',
      encoding: 'utf-8-bom',
      dates: 'french',
      thousands: '',
      point: ',',
      newline: '\r\n',
      jsonLines: [],
    },
  },
  {
    settings: nacre,
    motto: 'La gestion immobilière, en clair',
    serif: false,
    extracted: '2022-03-01T06:00:00+01:00',
    fill: fillNacre,
    style: {
      separator: ',',
      encoding: 'utf-8',
      dates: 'iso',
      thousands: '',
      point: '.',
      newline: '\n',
      jsonLines: [],
    },
  },
  {
    settings: boivre,
    motto: 'Bailleur social en Poitou',
    serif: false,
    extracted: '2018-07-12T06:00:00+02:00',
    fill: fillBoivre,
    style: {
      separator: ';',
      encoding: 'utf-8',
      dates: 'french',
      thousands: '.',
      point: ',',
      newline: '\n',
      jsonLines: ['tiers', 'baux', 'ecritures'],
    },
  },
];

for (const { settings, motto, serif, extracted, fill, style } of agencies) {
  const folder = join(import.meta.dirname, '..', settings.slug);
  const letterhead = {
    name: settings.name,
    motto,
    serif,
    ink: settings.accent,
    lines: [settings.address, `${settings.postcode} ${settings.town}`, settings.phone, settings.email],
    legal: `${settings.legalName} – ${settings.address}, ${settings.postcode} ${settings.town} – Document de démonstration, sans valeur.`,
  };
  const book = createBook(settings.slug, letterhead, extracted);
  fill(book);
  await mkdir(folder, { recursive: true });
  await writeFolder(book, join(folder, 'data'), style);
  await writeFile(
    join(folder, 'agency.json'),
    `${JSON.stringify({ ...settings, hours: settings.hours.map(french), identifierHint: french(settings.identifierHint) }, null, 2)}\n`,
  );
  await writeFile(
    join(folder, 'logins.json'),
    `${JSON.stringify(
      [...book.logins, ...(agents[settings.slug] ?? [])].map((login) => ({
        ...login,
        about: french(login.about),
      })),
      null,
      2,
    )}\n`,
  );
  const count = (table: string): number => book.tables.get(table)?.length ?? 0;
  console.log(
    `${settings.slug}: ${count('tiers')} people, ${count('comptes_clients')} accounts, ${count('lots')} lots, ${book.entries.length} entries, ${book.papers.length} documents`,
  );
}
