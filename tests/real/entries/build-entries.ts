import { join, resolve } from 'node:path';
import { build } from 'vite';
import { sourcePlugins } from '../../../scripts/build/source-plugins.mjs';

const PROJECT = resolve(import.meta.dirname, '../../..');

/**
 * Builds the command line with accidents, and the watchdog beside it, as Node programs in the staged app, where they find
 * packages and images.
 */
export async function buildEntries(app: string): Promise<{ accidentCli: string }> {
  const outDir = join(app, 'out/test-entries');
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: {
      alias: {
        '@shared': join(PROJECT, 'src/shared'),
        '@core': join(PROJECT, 'src/core'),
        '@reader': join(PROJECT, 'src/reader'),
      },
    },
    plugins: sourcePlugins(PROJECT, { beside: 'scan-worker.js' }),
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: {
          'accident-cli': join(import.meta.dirname, 'accident-cli.ts'),
          watchdog: join(PROJECT, 'src/core/watchdog/watchdog-main.ts'),
          'scan-worker': join(PROJECT, 'src/core/analysis/workers/scan-worker.ts'),
        },
        // Beside the entries as in the app, whose code finds the watchdog relative to its chunk.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return { accidentCli: join(outDir, 'accident-cli.js') };
}
