import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readElf } from '@reader/elf/elf-file';
import { type ElfLinking, linkingOf } from '@reader/elf/elf-linking';
import { ReadError } from '@reader/read-error';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import { elfSource } from '../images/elf-source';

/** A library of this machine. */
export interface MachineLibrary extends Pick<ElfLinking, 'needed' | 'versions'> {
  /** File name, as programs and other libraries ask for it. */
  name: string;
  source: string;
  content: Buffer;
  machine: number;
  bits: 32 | 64;
}

/** The tracer of this machine with everything that it requires, except glibc. */
export interface MachineTracer {
  ust: MachineLibrary;
  /** N of liblttng-ust.so.N. */
  soname: number;
  preloads: Partial<Record<PreloadId, string>>;
  libraries: MachineLibrary[];
}

/** The newest first. */
const SONAMES = [1, 0];
/** Parts of glibc, which must be those of the program's loader. */
const OF_GLIBC = /^(ld-linux.*|ld64|libc|libm|libdl|libpthread|librt|libutil|libresolv)\.so/;
/** LTTng-UST has about five. */
const MOST_LIBRARIES = 40;

/**
 * Collects liblttng-ust, the preload libraries and what they require.
 * @param folders folders of libraries, in the order of the search
 * @returns undefined if liblttng-ust or a library that it requires is not there
 */
export async function machineTracer(folders: readonly string[]): Promise<MachineTracer | undefined> {
  for (const soname of SONAMES) {
    const ust = await find(`liblttng-ust.so.${soname}`, folders);
    if (!ust) continue;
    const found = new Map([[ust.name, ust]]);
    const preloads: Partial<Record<PreloadId, string>> = {};
    for (const id of PRELOAD_IDS) {
      const library = await find(`${PRELOADS[id].stem}.so.${soname}`, folders, ust);
      if (!library) continue;
      preloads[id] = library.name;
      found.set(library.name, library);
    }
    const missing = await addRequired(found, folders, ust);
    return missing ? undefined : { ust, soname, preloads, libraries: [...found.values()] };
  }
  return undefined;
}

/** Adds the libraries that those in `found` require. @returns whether one of them is missing */
async function addRequired(
  found: Map<string, MachineLibrary>,
  folders: readonly string[],
  like: MachineLibrary,
): Promise<boolean> {
  const left = [...found.values()].flatMap(({ needed }) => needed);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name) || OF_GLIBC.test(name)) continue;
    const library = found.size < MOST_LIBRARIES ? await find(name, folders, like) : undefined;
    if (!library) return true;
    found.set(name, library);
    left.push(...library.needed);
  }
  return false;
}

/** The first library of a name, of the same architecture as another one. */
async function find(
  name: string,
  folders: readonly string[],
  like?: MachineLibrary,
): Promise<MachineLibrary | undefined> {
  for (const folder of folders) {
    const library = await read(name, join(folder, name));
    if (library && (!like || (like.machine === library.machine && like.bits === library.bits))) return library;
  }
  return undefined;
}

async function read(name: string, path: string): Promise<MachineLibrary | undefined> {
  try {
    const source = await realpath(path);
    const content = await readFile(source);
    const file = readElf(elfSource(content));
    const { needed, versions } = linkingOf(file);
    return { name, source, content, machine: file.machine, bits: file.bits, needed, versions };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ReadError || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined;
    throw error;
  }
}
