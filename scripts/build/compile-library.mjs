// Compiles a library of C sources that the app brings into containers.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeCached } from './write-cached.mjs';

const CACHE_FOLDER = 'node_modules/.cache';
const LIMIT_MS = 120_000;

/**
 * - no stack protector and no fortified functions: distributions enable them, and they need a later glibc;
 * - no packed relocations: they need glibc 2.36;
 * - both hash tables: older loaders know only the first.
 */
export const PORTABLE_OPTIONS = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-fPIC', '-shared', '-fvisibility=hidden'],
  ...['-fno-stack-protector', '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=0', '-s'],
  ...['-Wl,-z,now', '-Wl,-z,relro', '-Wl,-z,noexecstack', '-Wl,--hash-style=both'],
  ...['-Wl,--build-id=none', '-Wl,-z,nopack-relative-relocs'],
];

/**
 * @typedef {object} Library
 * @property {string} folder of the sources, in the project's folder
 * @property {string} title as an error names it
 * @property {string[]} options of cc
 * @property {string[]} [libraries] what it is linked to, `-lNAME`
 */

/**
 * The compiled library for this machine's processor. Cached under the hash of the sources and options.
 * @param {string} root the project's folder
 * @param {Library} library
 * @param {(content: Buffer) => void} check throws for a library that must not be used
 * @returns {Buffer} a shared object
 * @throws Error without a C compiler or a header
 */
export function compileLibrary(root, { folder, title, options, libraries = [] }, check) {
  const sources = path.join(root, folder);
  const names = readdirSync(sources).filter((name) => /\.[ch]$/.test(name));
  const cache = path.join(root, CACHE_FOLDER, path.basename(folder));
  const cached = path.join(cache, `${hashOf(sources, names.sort(), [...options, ...libraries])}.so`);
  if (existsSync(cached)) return readFileSync(cached);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'work-'));
  try {
    const result = path.join(work, 'library.so');
    compile([...options, '-o', result, ...names.filter((name) => name.endsWith('.c')), ...libraries], sources, title);
    const content = readFileSync(result);
    check(content);
    writeCached(cached, content);
    return content;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string[]} names @param {string[]} options */
function hashOf(folder, names, options) {
  const hash = createHash('sha256').update(JSON.stringify([process.arch, options]));
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 32);
}

/** @param {string[]} options @param {string} cwd @param {string} title */
function compile(options, cwd, title) {
  const { error, status, stderr } = spawnSync('cc', options, { cwd, encoding: 'utf8', timeout: LIMIT_MS });
  if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ENOENT')
    throw new Error(`There is no C compiler (cc), which builds ${title}. \`npm run setup\` installs gcc.`);
  if (/lttng\/\S+: No such file/.test(stderr))
    throw new Error(`There are no headers of LTTng-UST for ${title}. \`npm run setup\` installs liblttng-ust-dev.`);
  if (status !== 0) throw new Error(`The sources of ${title} do not compile.\n${stderr}`, { cause: error });
}
