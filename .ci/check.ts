// Everything that needs no browser and no database, in seconds: run it before each commit.
import { runSteps } from './steps.ts';

const ok = await runSteps([
  {
    name: 'build',
    command: 'vite build --logLevel warn',
    advice: 'The widgets do not build.',
  },
  {
    name: 'lint',
    command: 'oxlint -c .ci/oxlintrc.json --type-aware --quiet',
    advice: 'The linter found what is listed above.',
  },
  {
    name: 'types: server',
    command: 'tsc --noEmit -p server',
    advice: 'The server does not type-check.',
  },
  {
    name: 'types: widgets',
    command: 'tsc --noEmit -p widgets',
    advice: 'The widgets do not type-check.',
  },
  {
    name: 'types: the rest',
    command: 'tsc --noEmit',
    advice: 'The demo, the settings or the scripts do not type-check.',
  },
  {
    name: 'direction',
    command: 'vitest run --project server server/direction.test.ts',
    env: { TEST_POSTGRES: 'none' },
    advice: 'An import goes against the direction: see server/direction.test.ts.',
  },
  {
    name: 'format',
    command: 'oxfmt -c .ci/oxfmtrc.json --list-different "**/*.{ts,mjs}"',
    advice: 'These files are not formatted: npm run format.',
  },
  {
    name: 'lock',
    command: 'node .ci/check-lock.mjs',
    advice: 'The lock file would not install everywhere: change it with npm run deps.',
  },
  {
    name: 'sizes',
    command: 'node .ci/sizes.ts',
    after: ['build'],
    advice: 'The built widgets are too large, or not what a browser runs.',
  },
]);
process.exitCode = ok ? 0 : 1;
