// Compiles the gate, src/gate: the library that keeps the tracer out of the way of a traced program.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeCached } from './write-cached.mjs';

/** Of the sources, in the project's folder. */
export const GATE_FOLDER = 'src/gate';
const CACHE_FOLDER = 'node_modules/.cache/gate';
const LIMIT_MS = 120_000;

/** The first version of glibc for this processor. A library that needs no later one can be loaded by every glibc. */
const OLDEST_GLIBC = { x64: 'GLIBC_2.2.5', arm64: 'GLIBC_2.17' };

/**
 * - no stack protector and no fortified functions: distributions enable them, and they need a later glibc;
 * - no start files: the library has no entry point, and they refer to symbols of other versions;
 * - both hash tables: older loaders know only the first;
 * - no packed relocations: they need glibc 2.36.
 */
const OPTIONS = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-fPIC', '-shared', '-fvisibility=hidden'],
  ...['-fno-stack-protector', '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=0', '-nostartfiles', '-s'],
  ...['-Wl,-z,now', '-Wl,-z,relro', '-Wl,-z,noexecstack', '-Wl,--no-undefined', '-Wl,--hash-style=both'],
  ...['-Wl,--build-id=none', '-Wl,-z,nopack-relative-relocs'],
];

/**
 * The compiled gate for this machine's processor. Cached under the hash of the sources and options.
 * @param {string} root the project's folder
 * @returns {Buffer} a shared object
 * @throws Error without a C compiler, or if the library would need a newer glibc
 */
export function compileGate(root) {
  const folder = path.join(root, GATE_FOLDER);
  const names = readdirSync(folder).sort();
  const cached = path.join(root, CACHE_FOLDER, `${hashOf(folder, names)}.so`);
  if (existsSync(cached)) return readFileSync(cached);
  mkdirSync(path.dirname(cached), { recursive: true });
  const work = mkdtempSync(path.join(path.dirname(cached), 'work-'));
  try {
    const result = path.join(work, 'gate.so');
    const sources = names.filter((name) => name.endsWith('.c'));
    compile([...OPTIONS, '-o', result, ...sources], folder);
    const library = readFileSync(result);
    refuseNewerGlibc(library);
    writeCached(cached, library);
    return library;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string[]} names */
function hashOf(folder, names) {
  const hash = createHash('sha256').update(JSON.stringify([process.arch, OPTIONS]));
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 32);
}

/** @param {string[]} options @param {string} cwd */
function compile(options, cwd) {
  const { error, status, stderr } = spawnSync('cc', options, { cwd, encoding: 'utf8', timeout: LIMIT_MS });
  if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ENOENT')
    throw new Error('There is no C compiler (cc), which builds the gate library. `npm run setup` installs gcc.');
  if (status !== 0) throw new Error(`The gate library (${GATE_FOLDER}) does not compile.\n${stderr}`, { cause: error });
}

/** @param {Buffer} library */
function refuseNewerGlibc(library) {
  const oldest = OLDEST_GLIBC[/** @type {keyof typeof OLDEST_GLIBC} */ (process.arch)];
  const needed = new Set(library.toString('latin1').match(/GLIBC_[A-Z0-9._]+/g));
  needed.delete(oldest);
  if (needed.size > 0) throw new Error(`The gate library needs ${[...needed].join(', ')} instead of ${oldest}.`);
}
