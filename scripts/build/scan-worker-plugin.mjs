import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { readerCorePlugin } from './reader-core-plugin.mjs';
import { virtualModule } from './virtual-module.mjs';
import { writeCached } from './write-cached.mjs';

const ENTRY = 'src/core/analysis/workers/scan-worker.ts';
const CACHE_FOLDER = 'node_modules/.cache/scan-worker';

/**
 * Tells where the program of the scan workers is: Node starts a thread from a file in JavaScript.
 * @param {string} root the project's folder
 * @param {{ beside?: string }} [options] beside: name of the file in the folder of the build's chunks, which has it as an entry. Without
 *   it, for code that runs from the sources, the worker is built to the cache.
 * @returns {import('vite').Plugin}
 */
export function scanWorkerPlugin(root, { beside } = {}) {
  return virtualModule('virtual:scan-worker', async () => {
    if (beside === undefined) return `export const scanWorkerPath = ${JSON.stringify(await buildWorker(root))};`;
    return besideSelf(beside);
  });
}

/** Node before 20.11 has no import.meta.dirname. */
const besideSelf = (/** @type {string} */ name) => `
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
export const scanWorkerPath = join(dirname(fileURLToPath(import.meta.url)), ${JSON.stringify(name)});
`;

/** Cached under the hash of the result. */
async function buildWorker(/** @type {string} */ root) {
  const source = (/** @type {string} */ name) => path.join(root, 'src', name);
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@shared': source('shared'), '@core': source('core'), '@reader': source('reader') } },
    plugins: [readerCorePlugin(root)],
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, ENTRY),
      write: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  });
  const [{ output }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([result].flat());
  const { code } = output[0];
  const file = path.join(root, CACHE_FOLDER, `${createHash('sha256').update(code).digest('hex').slice(0, 32)}.mjs`);
  if (!existsSync(file)) writeCached(file, code);
  return file;
}
