import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Ours, never the list of the package: that one turns web security and site isolation off. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const modules = resolve(import.meta.dirname, '../../node_modules');

/** Unpacks the packaged Chromium once per version; two processes at it never see half a file. */
const unpacked = async (): Promise<string> => {
  const manifest = readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(modules, '.cache', `chromium-${version}`);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;

  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  const { TMPDIR } = process.env;
  // The package knows no other way to be told where to unpack.
  process.env.TMPDIR = scratch;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }

  try {
    renameSync(scratch, folder);
  } catch (error) {
    // Another process was first: its copy is as good.
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(executable)) throw error;
  }
  return executable;
};

/** The path of a Chromium: $CHROMIUM, else one the system has, else the packaged one. */
export const chromiumPath = async (): Promise<string> => {
  const given = process.env.CHROMIUM ?? systemPaths.find((path) => existsSync(path));
  if (given) return given;
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  throw new Error('No Chromium found: set CHROMIUM to the path of a Chromium or a Chrome.');
};
