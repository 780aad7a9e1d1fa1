// Compiles the sources of the reader's core, src/reader/assembly, from AssemblyScript to WebAssembly.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import packageJson from '../../package.json' with { type: 'json' };
import { writeCached } from './write-cached.mjs';

/** Of the sources, in the project's folder. */
export const ASSEMBLY_FOLDER = 'src/reader/assembly';
const CACHE_FOLDER = 'node_modules/.cache/reader-core';
const ENTRY = 'core.ts';

/** 4 GiB, the most that a WebAssembly memory of 32-bit addresses can have. The caller sets the limit when it makes the memory. */
const MAXIMUM_PAGES = 65_536;

/**
 * - level 2: level 3 of this version miscompiles a 32-bit field that is extended to 64 bits after inlining;
 * - stub runtime: the core never frees, see `memory.ts`;
 * - shared memory: scanners in several workers write records where the analysis reads them;
 * - `abort=`: a failed assertion is a trap and needs no import.
 */
const OPTIONS = [
  ...['--runtime', 'stub', '--optimizeLevel', '2', '--shrinkLevel', '0', '--noAssert', '--use', 'abort='],
  ...[
    '--memoryBase',
    '4096',
    '--importMemory',
    '--sharedMemory',
    '--initialMemory',
    '16',
    '--maximumMemory',
    String(MAXIMUM_PAGES),
  ],
  ...['--enable', 'threads'],
];

/**
 * The compiled core. The result depends only on the sources, the options and the version of the compiler, and is cached under
 * their hash.
 * @param {string} root the project's folder, since the build's configuration is bundled and does not know where this file was
 * @returns {Promise<Uint8Array>} a WebAssembly module
 */
export async function compileCore(root) {
  const sources = readSources(path.join(root, ASSEMBLY_FOLDER));
  const cached = path.join(root, CACHE_FOLDER, `${hashOf(sources)}.wasm`);
  if (existsSync(cached)) return readFileSync(cached);
  const binary = await compile(sources);
  writeCached(cached, binary);
  return binary;
}

/**
 * @param {string} folder
 * @returns {Map<string, string>} text by file name
 */
function readSources(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return new Map(names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** @param {Map<string, string>} sources */
function hashOf(sources) {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([packageJson.devDependencies.assemblyscript, OPTIONS, [...sources]]));
  return hash.digest('hex').slice(0, 32);
}

/** @param {Map<string, string>} sources */
async function compile(sources) {
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main([ENTRY, '--outFile', 'core.wasm', ...OPTIONS], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`The reader's core does not compile.\n${stderr.toString()}`, { cause: error });
  return binary;
}
