import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { virtualModule } from './virtual-module.mjs';

/**
 * Makes the WebAssembly module of gecko-profiler-demangle importable: `virtual:demangler` exports it in base64. The package imports
 * it as a module of its own, which neither Node 18 nor the build supports.
 * @returns {import('vite').Plugin}
 */
export function demanglerPlugin() {
  return virtualModule('virtual:demangler', async () => {
    const require = createRequire(import.meta.url);
    const binary = await readFile(require.resolve('gecko-profiler-demangle/index_bg.wasm'));
    return `export const demanglerBase64 = ${JSON.stringify(binary.toString('base64'))};`;
  });
}
