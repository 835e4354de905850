import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import {
  agenciesOn,
  now,
  pdf,
  plus,
  rejectsOf,
  smallFolder,
  temporaryFolder,
  writeFolder,
  type Files,
} from './testing.ts';

const withoutDocuments = (): Files =>
  Object.fromEntries(Object.entries(smallFolder()).filter(([name]) => !name.startsWith('documents/')));

describe.each(engines)('documents on %s', (engine) => {
  const { database, freshAgency } = agenciesOn(engine);

  test('stay in the folder, even when documents/ is a link', async () => {
    const { run, id, db } = await freshAgency();
    const elsewhere = writeFolder(smallFolder());
    const folder = writeFolder(withoutDocuments());
    symlinkSync(join(elsewhere, 'documents'), join(folder, 'documents'));
    const rejects = rejectsOf(await run(folder));
    expect(rejects).toHaveLength(2);
    for (const row of rejects) expect(row).toMatch(/fichier : le dossier documents\/ mène hors du dossier/);
    expect(await db.selectFrom('document').select('id').where('agency_id', '=', id).execute()).toEqual([]);
  });

  test('may be reached by links that stay in the folder', async () => {
    const { run } = await freshAgency();
    const folder = writeFolder({
      ...withoutDocuments(),
      'papiers/comptes/appel.pdf': pdf,
      'papiers/pv.pdf': pdf,
    });
    symlinkSync('papiers', join(folder, 'documents'));
    const linked = join(temporaryFolder(), 'lien');
    symlinkSync(folder, linked);
    expect(await run(linked)).toMatchObject({ rejected: 0, tables: { documents: { added: 2 } } });
  });

  // Opened like a file, a pipe would wait for someone to write into it.
  test.skipIf(process.platform === 'win32')('are regular files', { timeout: 10_000 }, async () => {
    const { run } = await freshAgency();
    let files = plus(smallFolder(), 'documents.csv', 'D8;tube.pdf;X;autre;01/01/2026;agence;;;;');
    files = plus(files, 'documents.csv', 'D9;sous;X;autre;01/01/2026;agence;;;;');
    const folder = writeFolder(files);
    execFileSync('mkfifo', [join(folder, 'documents/tube.pdf')]);
    mkdirSync(join(folder, 'documents/sous'));
    const rejects = rejectsOf(await run(folder));
    expect(rejects).toHaveLength(2);
    for (const row of rejects) expect(row).toMatch(/fichier : ce n’est pas un fichier/);
  });

  test('does not follow a link out of the folder', async () => {
    const { run } = await freshAgency();
    const secret = writeFolder({ 'secret.pdf': pdf });
    const folder = writeFolder(
      plus(smallFolder(), 'documents.csv', 'D9;lien.pdf;X;autre;01/01/2026;agence;;;;'),
    );
    symlinkSync(join(secret, 'secret.pdf'), join(folder, 'documents/lien.pdf'));
    expect(rejectsOf(await run(folder))[0]).toMatch(/documents.csv;4;"fichier : chemin hors du dossier/);
  });

  test('keeps contents by hash, and a changed file under the same document', async () => {
    const { id, run } = await freshAgency();
    const filesFolder = temporaryFolder();
    await run(smallFolder(), { filesFolder });
    const row = () =>
      database()
        .db.selectFrom('document')
        .selectAll()
        .where('agency_id', '=', id)
        .where('external_id', '=', 'D1')
        .executeTakeFirstOrThrow();
    const before = await row();
    expect(before).toMatchObject({
      file_name: 'appel.pdf',
      media_type: 'application/pdf',
      size_bytes: pdf.length + 5,
      published_at: now.toISOString(),
    });
    expect(before.place).toMatch(/^account:/);
    expect(before.search).toBe('appel de fonds appel de fonds les tilleuls');
    expect(existsSync(join(filesFolder, before.file_hash.slice(0, 2), before.file_hash))).toBe(true);
    await run(
      { ...smallFolder(), 'documents/comptes/appel.pdf': `${pdf}corrigé` },
      { filesFolder, now: new Date('2026-11-22T08:00:00Z') },
    );
    const after = await row();
    expect(after.file_hash).not.toBe(before.file_hash);
    expect(after).toMatchObject({ id: before.id, published_at: before.published_at });
  });
});
