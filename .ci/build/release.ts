import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { elementsManifest } from './manifest.ts';

const compress = (file: string) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
};

const integrity = (file: string) =>
  `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/** What a built folder still needs to be served: the pinned copy, the hashes for `integrity=`, what editors read. */
export const finishRelease = (folder: string, version: string): void => {
  // Same folder depth as v1/, so that ../_/… resolves from both.
  mkdirSync(join(folder, version), { recursive: true });
  for (const name of ['palier.js', 'palier.js.map'])
    if (existsSync(join(folder, 'v1', name)))
      copyFileSync(join(folder, 'v1', name), join(folder, version, name));

  const scripts = globSync('**/*.js', { cwd: folder }).toSorted();
  const files = Object.fromEntries(
    scripts.map((name) => [name.replaceAll('\\', '/'), integrity(join(folder, name))]),
  );
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);

  const elements = elementsManifest(join(import.meta.dirname, '../..'));
  writeFileSync(join(folder, 'custom-elements.json'), `${JSON.stringify(elements, null, 2)}\n`);

  for (const name of globSync('**/*.{js,css,json,svg}', { cwd: folder })) compress(join(folder, name));
};
