import { type ElfFile, readElf } from '@reader/elf/elf-file';
import { exportsFunction, interpreterOf, linkingOf } from '@reader/elf/elf-linking';
import { ReadError } from '@reader/read-error';
import type { ImageProgram, Runtime } from '@shared/images/image-programs';
import { oneLine } from '@shared/model/plain-text';
import { elfSource } from './elf-source';
import type { ProgramFile } from './image-files';

const LONGEST_PATH = 4_096;
const NAMED: readonly [RegExp, Runtime][] = [
  [/^python\d*(\.\d+)?$/, 'python'],
  [/^java$/, 'java'],
  [/^dotnet$/, 'dotnet'],
];
const LINKED: readonly [RegExp, Runtime][] = [
  [/^libpython\d/, 'python'],
  [/^lib(jvm|jli)\.so/, 'java'],
  [/^libhostfxr\.so/, 'dotnet'],
];
const LTTNG_UST = /^liblttng-ust(?:-common|-tracepoint)?\.so\.(\d+)$/;

/** The part of a program's report that the file itself contains. */
export type ProgramFacts = Omit<ImageProgram, 'names' | 'foreign'> & { machine: number; bits: 32 | 64 };

/**
 * Inspects a program of an image.
 * @returns undefined for a library, for a file of an unknown kind, and for a damaged one
 */
export function programFacts({ path, mode, hasCapabilities, content, isWhole }: ProgramFile): ProgramFacts | undefined {
  if (/\.so(\.\d+)*$/.test(path) || (mode & 0o111) === 0) return undefined;
  try {
    const file = readElf(elfSource(content), isWhole);
    const linking = isWhole ? linkingOf(file) : linkingOfHead(file);
    if (linking.interpreter === null && !linking.isStatic) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      path: oneLine(path).slice(0, LONGEST_PATH),
      linking: linkingName(linking.interpreter),
      machine: file.machine,
      bits: file.bits,
      privileged: hasCapabilities || (mode & 0o6000) !== 0,
      ust: ustOf(linking.needed),
      ownMalloc: isWhole && exportsFunction(file, 'malloc'),
      runtime: runtimeOf(name, linking.needed, file),
    };
  } catch (error) {
    if (error instanceof ReadError) return undefined;
    throw error;
  }
}

/** Of a large file only the begin is read, which names its loader. */
function linkingOfHead(file: ElfFile): { interpreter: string | null; isStatic: boolean; needed: string[] } {
  const interpreter = interpreterOf(file);
  return { interpreter, isStatic: interpreter === null, needed: [] };
}

function linkingName(interpreter: string | null): ImageProgram['linking'] {
  if (interpreter === null) return 'static';
  if (/\/ld-musl-[^/]+$/.test(interpreter)) return 'musl';
  return /\/ld(-linux[^/]*|64)?\.so\.\d+$/.test(interpreter) ? 'glibc' : 'other';
}

function ustOf(needed: readonly string[]): number | null {
  const numbers = needed.flatMap((name) => LTTNG_UST.exec(name)?.[1] ?? []).map(Number);
  return numbers.length === 0 ? null : Math.min(...numbers);
}

function runtimeOf(name: string, needed: readonly string[], { sections }: ElfFile): Runtime | null {
  const named = NAMED.find(([pattern]) => pattern.test(name))?.[1];
  if (named) return named;
  const linked = LINKED.find(([pattern]) => needed.some((library) => pattern.test(library)))?.[1];
  return linked ?? (sections.some((section) => section.name === '.go.buildinfo') ? 'go' : null);
}
