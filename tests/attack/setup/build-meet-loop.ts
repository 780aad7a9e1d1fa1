import { join, resolve } from 'node:path';
import { build } from 'vite';

const PROJECT = resolve(import.meta.dirname, '../../..');

/** Builds the loop as a single Node program. @returns the program's path */
export async function buildMeetLoop(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(PROJECT, 'src/shared'), '@core': join(PROJECT, 'src/core') } },
    ssr: { noExternal: true },
    build: {
      target: 'node20.18',
      outDir: folder,
      minify: false,
      ssr: join(PROJECT, 'tests/attack/entries/meet-loop.ts'),
      rolldownOptions: { output: { format: 'es', entryFileNames: 'meet-loop.mjs', codeSplitting: false } },
    },
  });
  return join(folder, 'meet-loop.mjs');
}
