import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compilePythonModule, PYTHON_FOLDER } from './compile-python-module.mjs';
import { virtualModule } from './virtual-module.mjs';

/**
 * Makes the files for Python programs importable: `virtual:python` exports the compiled module in base64, and sitecustomize.py. The
 * built app contains both.
 * @param {string} root the project's folder
 * @returns {import('vite').Plugin}
 */
export function pythonPlugin(root) {
  return virtualModule('virtual:python', async function () {
    const folder = path.join(root, PYTHON_FOLDER);
    for (const name of readdirSync(folder)) this.addWatchFile(path.join(folder, name));
    const module = compilePythonModule(root).toString('base64');
    const sitecustomize = readFileSync(path.join(folder, 'sitecustomize.py'), 'utf8');
    return `export const moduleBase64 = ${JSON.stringify(module)};\nexport const sitecustomize = ${JSON.stringify(sitecustomize)};`;
  });
}
