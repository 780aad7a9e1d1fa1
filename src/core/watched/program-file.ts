import { readElf } from '@reader/elf/elf-file';
import { type ProbePoints, probePointsOf } from '@reader/elf/probe-points';
import { ReadError } from '@reader/read-error';
import { withFile } from '../symbols/collect/file-source';

/** Why a file has no functions that can be watched. */
export type NoProgram = 'unreadable' | 'script' | 'not-a-program';

const SHEBANG = 0x2321;

/** Reads the functions of a program or library of this machine. Links are followed. */
export function readProgram(path: string): ProbePoints | NoProgram {
  return withFile(path, readSource) ?? 'unreadable';
}

function readSource(source: Parameters<typeof readElf>[0]): ProbePoints | NoProgram {
  const start = new Uint8Array(2);
  if (source.read(start, 0) === 2 && ((start[0] ?? 0) << 8) + (start[1] ?? 0) === SHEBANG) return 'script';
  try {
    return probePointsOf(readElf(source));
  } catch (error) {
    if (error instanceof ReadError) return 'not-a-program';
    throw error;
  }
}
