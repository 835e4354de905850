import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { finishRelease } from './.ci/build/release.ts';
import { keepCoreWhole } from './.ci/build/keep-core-whole.ts';
import { lightPreload } from './.ci/build/light-preload.ts';
import { renamePolicy } from './.ci/build/rename-policy.ts';
import { tightenTemplates } from './.ci/build/tighten-templates.ts';
import { shareThroughPage } from './.ci/build/share-through-page.ts';
import manifest from './package.json' with { type: 'json' };

const { version } = manifest;
const root = import.meta.dirname;
const outDir = resolve(root, 'dist/widgets');
// The version stands in a chunk's path because the bundler computes its hash before the sharing is rewritten.
const output = { entryFileNames: 'v1/[name].js', chunkFileNames: `_/${version}/[name]-[hash].js` };

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  appType: 'mpa',
  define: { PALIER_VERSION: JSON.stringify(version) },
  plugins: [lightPreload(), renamePolicy(), tightenTemplates(), shareThroughPage(version)],
  server: { port: 5173, strictPort: true, proxy: { '/v1': 'http://127.0.0.1:8787' } },

  environments: {
    client: {
      build: {
        outDir,
        emptyOutDir: true,
        target: 'es2022',
        sourcemap: true,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: { palier: resolve(root, 'widgets/core.ts') },
          preserveEntrySignatures: false,
          output: { ...output, codeSplitting: keepCoreWhole() },
        },
      },
    },
    boot: {
      consumer: 'client',
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2020',
        rolldownOptions: {
          input: { 'palier.boot': resolve(root, 'widgets/boot.ts') },
          output: { ...output, format: 'iife' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      // One after the other: the first empties the folder.
      for (const name of ['client', 'boot']) {
        const environment = builder.environments[name];
        if (!environment) throw new Error(`vite knows no environment called ${name}`);
        await builder.build(environment);
      }
      finishRelease(outDir, version);
    },
  },

  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          pool: 'forks',
          globalSetup: 'server/database/postgres.global-setup.ts',
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['demo/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
