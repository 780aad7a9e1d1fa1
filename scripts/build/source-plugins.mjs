import { demanglerPlugin } from './demangler-plugin.mjs';
import { gatePlugin } from './gate-plugin.mjs';
import { readerCorePlugin } from './reader-core-plugin.mjs';
import { scanWorkerPlugin } from './scan-worker-plugin.mjs';

/**
 * What every build of the sources needs: the modules that are made of other files than TypeScript.
 * @param {string} root the project's folder
 * @param {{ beside?: string }} [options] as of scanWorkerPlugin
 * @returns {import('vite').Plugin[]}
 */
export const sourcePlugins = (root, options) => [
  readerCorePlugin(root),
  gatePlugin(root),
  demanglerPlugin(),
  scanWorkerPlugin(root, options),
];
