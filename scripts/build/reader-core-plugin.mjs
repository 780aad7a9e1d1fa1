import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ASSEMBLY_FOLDER, compileCore } from './compile-assembly.mjs';
import { virtualModule } from './virtual-module.mjs';

/**
 * Makes the compiled core of the reader importable: `virtual:reader-core` exports the WebAssembly module in base64. The build has
 * no file of its own for it, and the tree has no generated file.
 * @param {string} root the project's folder
 * @returns {import('vite').Plugin}
 */
export function readerCorePlugin(root) {
  return virtualModule('virtual:reader-core', async function () {
    const folder = path.join(root, ASSEMBLY_FOLDER);
    for (const name of readdirSync(folder)) this.addWatchFile(path.join(folder, name));
    const binary = await compileCore(root);
    return `export const coreBase64 = ${JSON.stringify(Buffer.from(binary).toString('base64'))};`;
  });
}
