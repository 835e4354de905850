import { writeFileSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumArgs, chromiumPath } from '../demo/e2e/chromium.ts';

const testsOf = (suite) => [...(suite?.tests ?? []), ...(suite?.suites ?? []).flatMap(testsOf)];

/** Says the counts to `npm test`, which asks for them by WIDGET_COUNTS. */
const countsReporter = (file) => ({
  stop({ sessions }) {
    const all = [...sessions];
    const tests = all.flatMap((session) => testsOf(session.testResults));
    const skipped = tests.filter((test) => test.skipped).length;
    const passed = tests.filter((test) => test.passed && !test.skipped).length;
    // A file that could not be loaded holds no test, and is a failure all the same.
    const broken = all.filter(
      (session) => !session.passed && testsOf(session.testResults).every((test) => test.passed),
    );
    const failed = tests.length - passed - skipped + broken.length;
    writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  },
});

export default {
  files: 'widgets/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser', 'production'] },
  plugins: [esbuildPlugin({ ts: true, tsconfig: 'widgets/tsconfig.json', target: 'es2022' })],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: await chromiumPath(), args: chromiumArgs },
    }),
  ],
  concurrency: 2,
  testsFinishTimeout: 60_000,
  testFramework: { config: { ui: 'bdd', timeout: 4000 } },
  reporters: [
    defaultReporter({ reportTestProgress: false }),
    ...(process.env.WIDGET_COUNTS ? [countsReporter(process.env.WIDGET_COUNTS)] : []),
  ],
  coverageConfig: { include: ['widgets/**/*.ts'], exclude: ['**/*.test.ts'] },
};
