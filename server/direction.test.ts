import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

// Each may use those before it, on the server and in the widgets alike.
const order =
  'agency access profile notices properties documents finance payments incidents council assemblies help imports integration desk portal'.split(
    ' ',
  );
const groundFloor = ['values', 'http', 'database', 'mail', 'sms', 'files'];

// What stands above the capabilities, lowest first: nothing below may import it.
const above = ['server/app.ts', 'server/jobs.ts', 'server/cli.ts', 'server/main.ts'];

// A door knows one outside library or party, or writes to the database; add one here with its reason.
const doors = [
  'server/agency/directory.ts', // the agencies by host, kept for a moment
  'server/access/session.ts', // Lucia
  'server/access/permissions.ts', // who asks, as middleware
  'server/access/password.ts', // argon2id
  'server/access/code.ts', // random digits, hashed
  'server/access/common-passwords.ts', // lists of passwords and words
  'server/access/enter.ts', // the one way into a session
  'server/access/own-change.ts', // a fresh proof taken, and a letter that tells, from one request
  'server/access/first-connection/entry.ts', // the cookie of who is on their way in
  'server/access/first-connection/proof.ts', // the two hashes that identifier and secret are compared with
  'server/access/first-connection/finish.ts', // the end of every first connection
  'server/access/first-connection/join.ts', // an account added to who is signed in
  'server/access/factors/webauthn.ts', // @simplewebauthn/server
  'server/access/social/providers.ts', // openid-client
  'server/desk/letter-pdf.ts', // pdfkit, and fonts on the disk
  'server/imports/import.ts', // the folder, its stages and its stores, in order
  'server/imports/folder.ts', // the disk: the folder itself
  'server/imports/reading.ts', // the disk: files of the folder
  'server/imports/rejects.ts', // the disk: the file of rejects
  'server/imports/run-in-child.ts', // a process beside the server
  'server/imports/child.ts', // that process
];

const sqlLibraries = /^(?:kysely|pg|pg-copy-streams|better-sqlite3)(?:\/|$)/;
const httpLibraries = /^(?:hono|@hono\/[^/]+)(?:\/|$)/;

const root = resolve(import.meta.dirname, '..');
const slashed = (path: string) => path.replaceAll('\\', '/');

/** Tests and their helpers may look anywhere. */
const sources = globSync(['server/**/*.ts', 'widgets/**/*.ts'], { cwd: root })
  .map(slashed)
  .filter((file) => !/(?:\.test|\.global-setup|\/testing)\.ts$|\/testing\//.test(file))
  .toSorted();

/** What a file still asks for when it runs: type imports vanish, and so do those whose every name is a type. */
const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const { module, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);

  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ isType, moduleRequest }) => (moduleRequest && !isType ? [moduleRequest.value] : []));
  const awaited = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start + 1, end - 1),
  );

  return [...new Set([...imported, ...exported, ...awaited])].map((name) =>
    name.startsWith('.') ? slashed(relative(root, join(root, dirname(file), name))) : name,
  );
};

const arrows = sources.flatMap((from) => importsOf(from).map((to) => [from, to] as const));
const breaking = (isWrong: (from: string, to: string) => boolean) =>
  arrows.filter(([from, to]) => isWrong(from, to)).map(([from, to]) => `${from} → ${to}`);

const side = (path: string) => path.split('/')[0];
const folder = (path: string) => (/^(?:server|widgets)\//.test(path) ? (path.split('/')[1] ?? '') : '');
const isIn =
  (...folders: string[]) =>
  (path: string) =>
    side(path) === 'server' && folders.includes(folder(path));

const isValues = isIn('values');
const isCapability = isIn(...order);
const isContract = (path: string) => isCapability(path) && path.endsWith('/contract.ts');
const isStore = (path: string) => isCapability(path) && /[/-]store\.ts$/.test(path);
const isRoutes = (path: string) => isCapability(path) && /[/-]routes\.ts$/.test(path);
/** What the worker does for a capability. */
const isJobs = (path: string) => isCapability(path) && path.endsWith('/jobs.ts');
const isDoor = (path: string) => doors.includes(path);
const isPlain = (path: string) =>
  isCapability(path) &&
  !isContract(path) &&
  !isStore(path) &&
  !isRoutes(path) &&
  !isJobs(path) &&
  !isDoor(path);

/** Farther right is higher; -1 has no place in the order. */
const place = (path: string) =>
  above.includes(path) ? order.length + above.indexOf(path) : order.indexOf(folder(path));

test('capabilities look to their left', () => {
  expect(breaking((from, to) => place(from) >= 0 && place(to) > place(from))).toEqual([]);
});

test('a contract stands on values, and on contracts to its left', () => {
  expect(
    breaking((from, to) => isContract(from) && to !== 'valibot' && !isValues(to) && !isContract(to)),
  ).toEqual([]);
});

test('a plain name is pure', () => {
  expect(breaking((from, to) => isPlain(from) && !isValues(to) && !isContract(to) && !isPlain(to))).toEqual(
    [],
  );
});

test('stores and the database folder speak SQL', () => {
  const maySpeak = (path: string) => isIn('database')(path) || isStore(path) || isDoor(path);
  expect(breaking((from, to) => sqlLibraries.test(to) && !maySpeak(from))).toEqual([]);
});

test('routes and the http folder speak HTTP', () => {
  const maySpeak = (path: string) =>
    isIn('http')(path) || isRoutes(path) || isDoor(path) || above.includes(path);
  expect(
    breaking((from, to) => side(from) === 'server' && httpLibraries.test(to) && !maySpeak(from)),
  ).toEqual([]);
});

test('widgets take contracts and values from the server', () => {
  expect(
    breaking(
      (from, to) => side(from) === 'widgets' && side(to) === 'server' && !isContract(to) && !isValues(to),
    ),
  ).toEqual([]);
});

test('the server stands without the widgets', () => {
  expect(
    breaking((from, to) => side(from) === 'server' && ['widgets', 'demo'].includes(side(to) ?? '')),
  ).toEqual([]);
});

test('the ground floor knows no capability', () => {
  const isGround = isIn(...groundFloor);
  const isWidgetGround = (path: string) =>
    side(path) === 'widgets' && ['shared', 'ui'].includes(folder(path));
  expect(
    breaking((from, to) => {
      if (isGround(from)) return place(to) >= 0;
      return isWidgetGround(from) && side(to) === 'widgets' && place(to) >= 0;
    }),
  ).toEqual([]);
});

test('Lucia lives in one file', () => {
  expect(breaking((from, to) => /^lucia(?:\/|$)/.test(to) && from !== 'server/access/session.ts')).toEqual(
    [],
  );
});

test('word lists are read by one file: widgets carry none', () => {
  expect(
    breaking((from, to) => to.startsWith('@zxcvbn-ts/') && from !== 'server/access/common-passwords.ts'),
  ).toEqual([]);
});
