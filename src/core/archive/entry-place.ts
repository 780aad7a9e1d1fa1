import type { ArchiveEntry } from './archive-entry';
import { refusedEntry } from './archive-error';

const LONGEST_NAME_BYTES = 200;
const LONGEST_PATH_BYTES = 1_000;
const DEEPEST = 20;
export const RECREATE = 'Create the archive again from the trace’s folder, or ask its sender to. Nothing was imported.';
/** Predicates of the messages for entries that a trace cannot contain. */
export const ENTRY_FAULTS = {
  controlCharacter: 'has control characters in its name.',
  notUtf8: 'has a name that is not valid UTF-8.',
  backslash: 'has a backslash in its name.',
  absolute: 'has an absolute path.',
  longPath: `has a path of more than ${LONGEST_PATH_BYTES} bytes.`,
  outside: 'leads outside its folder (`..`).',
  deep: `is more than ${DEEPEST} folders deep.`,
  longName: `has a name of more than ${LONGEST_NAME_BYTES} bytes.`,
  asar: 'has the file name extension `.asar`, which a trace never contains.',
  belowFile: 'is below an entry that is a file.',
  twice: 'is in the archive twice, or the file system treats two names as the same.',
} as const;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Splits the name of an entry into the parts of its path below the target folder. Refuses a name that leads outside or
 * that is not shown as it is, instead of correcting it. Ignores `.` and empty parts.
 * @returns the parts; none for the folder itself
 * @throws AppError `config` that names the entry
 */
function entryPlace(name: string): string[] {
  const refuse = (why: string): never => {
    throw refusedEntry(name, why, RECREATE);
  };
  if (CONTROL.test(name)) refuse(ENTRY_FAULTS.controlCharacter);
  if (name.includes('\ufffd')) refuse(ENTRY_FAULTS.notUtf8);
  if (name.includes('\\')) refuse(ENTRY_FAULTS.backslash);
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) refuse(ENTRY_FAULTS.absolute);
  if (Buffer.byteLength(name) > LONGEST_PATH_BYTES) refuse(ENTRY_FAULTS.longPath);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) refuse(ENTRY_FAULTS.outside);
  if (parts.length > DEEPEST) refuse(ENTRY_FAULTS.deep);
  for (const part of parts) checkPart(part, refuse);
  return parts;
}

function checkPart(part: string, refuse: (why: string) => never): void {
  if (Buffer.byteLength(part) > LONGEST_NAME_BYTES) refuse(ENTRY_FAULTS.longName);
  // Electron's file functions treat such a name as one of Electron's archives.
  if (/\.asar$/i.test(part)) refuse(ENTRY_FAULTS.asar);
}

/**
 * The path of an entry, in parts; null for an entry that is skipped.
 * @throws AppError `config` as entryPlace does, and for an entry that is neither a folder nor a file
 */
export function placeOf(entry: ArchiveEntry): string[] | null {
  const parts = entryPlace(entry.name);
  if (entry.kind === 'other')
    throw refusedEntry(entry.name, `is ${entry.what}. A trace contains only files and folders.`, RECREATE);
  return isSkipped(parts) ? null : parts;
}

/** Hidden files, and the metadata that macOS adds to archives, are not part of a trace. */
const isSkipped = (parts: readonly string[]): boolean =>
  parts.some((part) => part.startsWith('.') || part === '__MACOSX');
