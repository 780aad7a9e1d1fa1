import { basename, join } from 'node:path';
import { readElf } from '@reader/elf/elf-file';
import { buildIdOf } from '@reader/elf/elf-identity';
import { ReadError } from '@reader/read-error';
import type { ByteSource } from '@reader/source';
import { AppError } from '@shared/model/app-error';
import { entriesOf } from '../../files/file-names';
import { buildIdPath, type Candidate, candidatesOf, isPlainName, isPlainPath } from './file-candidates';
import { withFile } from './file-source';
import type { SymbolPicker } from './symbol-picker';

/** The search in a folder ends after so many entries; a root file system or a build has fewer. */
const MOST_ENTRIES = 200_000;
const DEEPEST = 20;

/**
 * Offers the files of a folder that the user named: a root file system, a folder with debug files (`.build-id/xx/yyyy.debug`), or
 * one with programs and debug files in any subfolder, found by their build ids and names.
 * @throws AppError `config` when there is no such folder, `denied` when it cannot be read, `cancelled`
 */
export async function offerFromFolder(
  pickers: readonly SymbolPicker[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await entriesOf(folder).catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    const message = isAbsent ? `There is no folder ${folder}.` : `The folder ${folder} cannot be read (${code}).`;
    throw new AppError(isAbsent ? 'config' : 'denied', message, {
      hint: 'Name a folder with the programs of the trace, or with their debug files.',
      cause: error,
    });
  });
  for (const picker of pickers) offerByPath(picker, folder);
  await offerByName(
    pickers.filter(({ isComplete }) => !isComplete),
    folder,
    signal,
  );
}

function offerByPath(picker: SymbolPicker, folder: string): void {
  const { path, buildId } = picker.file;
  if (buildId !== null)
    withFile(join(folder, buildIdPath(buildId)), (source) => picker.offer(source, 'debug', 'named'));
  if (!isPlainPath(path)) return;
  for (const { path: below, kind } of candidatesOf(picker.file))
    if (!picker.isComplete) withFile(join(folder, below), (source) => picker.offer(source, kind, 'place'));
}

interface Taker {
  picker: SymbolPicker;
  kind: Candidate['kind'];
}

/** Searches all subfolders for files with the right build id, under any name, and with the right name. */
async function offerByName(pickers: readonly SymbolPicker[], folder: string, signal: AbortSignal): Promise<void> {
  if (pickers.length === 0) return;
  const takers = new Takers(pickers);
  let left = MOST_ENTRIES;
  const walk = async (path: string, depth: number): Promise<void> => {
    if (depth > DEEPEST) return;
    for (const entry of await entriesOf(path).catch(() => [])) {
      signal.throwIfAborted();
      left -= 1;
      if (left < 0) return;
      const at = join(path, entry.name);
      if (entry.isDirectory()) await walk(at, depth + 1);
      else
        withFile(at, (source) => {
          for (const { picker, kind } of takers.of(entry.name, source))
            if (!picker.isComplete) picker.offer(source, kind, 'named');
        });
    }
  };
  await walk(folder, 0);
}

class Takers {
  readonly #byName = new Map<string, Taker[]>();
  readonly #byBuildId = new Map<string, Taker[]>();

  constructor(pickers: readonly SymbolPicker[]) {
    for (const picker of pickers) {
      const { path, buildId, debugLink } = picker.file;
      const name = basename(path);
      if (buildId !== null) add(this.#byBuildId, buildId, { picker, kind: 'debug' });
      add(this.#byName, name, { picker, kind: 'binary' });
      for (const debug of [`${name}.debug`, debugLink?.name ?? ''])
        if (isPlainName(debug)) add(this.#byName, debug, { picker, kind: 'debug' });
    }
  }

  of(name: string, source: ByteSource): Taker[] {
    const buildId = this.#byBuildId.size > 0 ? knownBuildId(source) : null;
    return [...(this.#byName.get(name) ?? []), ...(buildId === null ? [] : (this.#byBuildId.get(buildId) ?? []))];
  }
}

/** Null also for a file that is not ELF. */
function knownBuildId(source: ByteSource): string | null {
  try {
    return buildIdOf(readElf(source));
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}

function add(takers: Map<string, Taker[]>, key: string, taker: Taker): void {
  const known = takers.get(key);
  if (known) known.push(taker);
  else takers.set(key, [taker]);
}
