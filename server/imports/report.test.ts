import { expect, test } from 'vitest';
import { mediaTypeOf } from './media-type.ts';
import { showProgress } from './progress.ts';
import { describeImport, goesTooFar, noTally, readManifest, type ImportReport } from './report.ts';

const now = new Date('2026-11-21T08:00:00Z');
const report: ImportReport = {
  extractedAt: '2026-02-01T05:00:00.000Z',
  dryRun: false,
  tables: {
    immeubles: { ...noTally(), read: 12_345, added: 12_345 },
    lots: { ...noTally(), refused: 'La colonne « ref » manque.' },
  },
  rejected: 0,
  rejectsFile: null,
  remarks: [],
};

test('the report is aligned, in French', () => {
  expect(describeImport(report)).toBe(
    [
      'Données extraites le 1er février 2026 à 06:00.',
      '',
      '             lues  ajoutées  changées  closes  retirées  identiques  rejetées',
      'immeubles  12\u202f345    12\u202f345         0       0         0           0         0',
      'lots            0         0         0       0         0           0         0',
      '',
      'lots est resté tel quel. La colonne « ref » manque.',
      '',
      'Import terminé.',
    ].join('\n'),
  );
  expect(describeImport({ ...report, dryRun: true })).toMatch(/Essai à blanc : rien n’a été écrit\.$/);
  expect(describeImport({ ...report, rejected: 1, rejectsFile: '/x/rejets.csv' })).toMatch(
    /1\u00a0ligne rejetée : \/x\/rejets\.csv/,
  );
  expect(describeImport({ ...report, rejected: 2, rejectsFile: '/x/rejets.csv' })).toMatch(
    /2\u00a0lignes rejetées/,
  );
  expect(describeImport({ ...report, tables: {}, refused: { reason: 'Pourquoi.' } })).toBe(
    'Rien n’a été importé. Pourquoi.',
  );
});

test('a fifth may go, and no more', () => {
  expect([goesTooFar(0, 0), goesTooFar(20, 100), goesTooFar(21, 100), goesTooFar(1, 4)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('the day of the extraction is read in Paris time when it says no offset', () => {
  const at = (value: unknown) => readManifest(JSON.stringify({ format: 1, extrait_le: value }), now);
  expect(at('2026-11-14T06:00:00+01:00')).toEqual({ extractedAt: '2026-11-14T05:00:00.000Z' });
  expect(at('2026-11-14 06:00')).toEqual({ extractedAt: '2026-11-14T05:00:00.000Z' });
  expect(at('2026-07-14 06:00')).toEqual({ extractedAt: '2026-07-14T04:00:00.000Z' });
  expect(at('2026-07-14T06:00Z')).toEqual({ extractedAt: '2026-07-14T06:00:00.000Z' });
  expect(at(undefined)).toEqual({ extractedAt: now.toISOString() });
  for (const wrong of ['hier', '2026-02-31T00:00:00Z', 3, '2026-11-23T08:00:00Z'])
    expect(at(wrong)).toHaveProperty('reason');
  expect(readManifest('{}', now)).toHaveProperty('reason');
  expect(readManifest('null', now)).toHaveProperty('reason');
});

test('progress is a bar on a terminal, and one line for each step elsewhere', () => {
  const shown = (isTTY: boolean) => {
    let text = '';
    const progress = showProgress({ isTTY, columns: 200, write: (more) => (text += more) });
    progress.update({ step: 'read', file: 'lots', rows: 10, bytes: 50, totalBytes: 100 });
    progress.update({ step: 'read', file: 'lots', rows: 20, bytes: 60, totalBytes: 100 });
    progress.update({ step: 'write', file: 'lots', rows: 20, bytes: 100, totalBytes: 100 });
    progress.end();
    return text;
  };
  expect(shown(false)).toBe('Lecture : lots\nÉcriture…\n');
  expect(shown(true)).toBe(
    `\rLecture : lots  ${'█'.repeat(12)}${'░'.repeat(12)}  50\u00a0%  10 lignes\u001b[K\rÉcriture…\u001b[K\r\u001b[K`,
  );
});

test('a document is what its first bytes say', () => {
  const of = (head: string, name = 'x.pdf') => mediaTypeOf(Buffer.from(head, 'latin1'), name);
  expect(of('%PDF-1.7')).toBe('application/pdf');
  expect(of('\u00ff\u00d8\u00ff\u00e0')).toBe('image/jpeg');
  expect(of('\u0089PNG\r\n\u001a\n')).toBe('image/png');
  expect(of('RIFF....WEBPVP8 ')).toBe('image/webp');
  expect(of(`PK\u0003\u0004${'.'.repeat(26)}[Content_Types].xml`, 'a.xlsx')).toMatch(/spreadsheetml/);
  expect(of('a;b\r\n1;2', 'a.csv')).toBe('text/csv');
  expect(of('bonjour', 'a.TXT')).toBe('text/plain');
  for (const [head, name] of [
    ['<html>', 'a.txt'],
    ['\u00ef\u00bb\u00bf \n<svg>', 'a.csv'],
    ['MZ\u0000', 'a.txt'],
    ['PK\u0003\u0004', 'a.xlsx'],
    ['PK\u0003\u0004', 'a.zip'],
    ['bonjour', 'a.pdf'],
    ['', 'a.pdf'],
  ]) {
    expect(of(head!, name)).toBeUndefined();
  }
});
