// Compiles the gate, src/gate: the library that keeps the tracer out of the way of a traced program.
import { compileLibrary, PORTABLE_OPTIONS } from './compile-library.mjs';

/** Of the sources, in the project's folder. */
export const GATE_FOLDER = 'src/gate';

/** The first version of glibc for this processor. A library that needs no later one can be loaded by every glibc. */
const OLDEST_GLIBC = { x64: 'GLIBC_2.2.5', arm64: 'GLIBC_2.17' };

/** No start files: the library has no entry point, and they refer to symbols of other versions. */
const OPTIONS = [...PORTABLE_OPTIONS, '-nostartfiles', '-Wl,--no-undefined'];

/**
 * The compiled gate for this machine's processor.
 * @param {string} root the project's folder
 * @returns {Buffer} a shared object
 * @throws Error without a C compiler, or if the library would need a newer glibc
 */
export const compileGate = (root) =>
  compileLibrary(root, { folder: GATE_FOLDER, title: 'the gate library', options: OPTIONS }, refuseNewerGlibc);

/** @param {Buffer} library */
function refuseNewerGlibc(library) {
  const oldest = OLDEST_GLIBC[/** @type {keyof typeof OLDEST_GLIBC} */ (process.arch)];
  const needed = new Set(library.toString('latin1').match(/GLIBC_[A-Z0-9._]+/g));
  needed.delete(oldest);
  if (needed.size > 0) throw new Error(`The gate library needs ${[...needed].join(', ')} instead of ${oldest}.`);
}
