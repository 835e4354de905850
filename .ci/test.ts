// Check, then every test there is, then one line with the sum.
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const run = (command: string, env: Record<string, string> = {}) =>
  spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

/** Undefined when the runner stopped before it could say. */
const read = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const vitest = (file: string): Counts => {
  const ok = run(`vitest run --reporter=default --reporter=json --outputFile.json="${file}"`);
  const report = read(file) as
    | { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }
    | undefined;
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    // A file that cannot be loaded and an error outside any test are failures too.
    failed: ok ? failed : Math.max(1, failed),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
};

const widgets = (file: string): Counts => {
  const ok = run('wtr --config widgets/web-test-runner.config.mjs', { WIDGET_COUNTS: file });
  const counts = (read(file) as Counts | undefined) ?? { passed: 0, failed: 0, skipped: 0 };
  return { ...counts, failed: ok ? counts.failed : Math.max(1, counts.failed) };
};

if (!run('node .ci/check.ts')) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
const results = [vitest(join(folder, 'vitest.json'))];
if (globSync('widgets/**/*.test.ts').length > 0) results.push(widgets(join(folder, 'widgets.json')));
rmSync(folder, { recursive: true });

const sum = (key: keyof Counts) => results.reduce((total, counts) => total + counts[key], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
// Nothing run proves nothing.
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
