import { readdirSync } from 'node:fs';
import path from 'node:path';
import { compileGate, GATE_FOLDER } from './compile-gate.mjs';
import { virtualModule } from './virtual-module.mjs';

/**
 * Makes the compiled gate importable: `virtual:gate` exports the library in base64. The built app contains it, so no compiler is
 * needed where the app runs.
 * @param {string} root the project's folder
 * @returns {import('vite').Plugin}
 */
export function gatePlugin(root) {
  return virtualModule('virtual:gate', async function () {
    const folder = path.join(root, GATE_FOLDER);
    for (const name of readdirSync(folder)) this.addWatchFile(path.join(folder, name));
    return `export const gateBase64 = ${JSON.stringify(compileGate(root).toString('base64'))};`;
  });
}
