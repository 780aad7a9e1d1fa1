import type { ArchiveEntry } from './archive-entry';
import { refusedEntry } from './archive-error';

const LONGEST_NAME_BYTES = 200;
const LONGEST_PATH_BYTES = 1_000;
const DEEPEST = 20;
const RENAME =
  'No trace has such a name in it. Make the archive anew from the trace’s folder, or ask who gave it to you.';
export const ANEW = 'Make the archive anew from the trace’s folder, or ask who gave it to you. Nothing was brought in.';
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Where an entry goes, below the folder that it is unpacked into. Nothing is mended: a name that would lead elsewhere, or
 * that a person would not see as it is, is refused. `.` and an empty part are passed over.
 * @returns the parts of its path; none for the folder itself
 * @throws AppError `config` that names the entry
 */
function entryPlace(name: string): string[] {
  const refuse = (why: string): never => {
    throw refusedEntry(name, why, RENAME);
  };
  if (CONTROL.test(name)) refuse('has control characters in its name.');
  if (name.includes('\ufffd')) refuse('has a name that is not UTF-8.');
  if (name.includes('\\')) refuse('has a backslash in its name.');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) refuse('has an absolute path for a name.');
  if (Buffer.byteLength(name) > LONGEST_PATH_BYTES) refuse(`has a path of more than ${LONGEST_PATH_BYTES} bytes.`);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) refuse('leads out of its folder (`..`).');
  if (parts.length > DEEPEST) refuse(`lies more than ${DEEPEST} folders deep.`);
  for (const part of parts) checkPart(part, refuse);
  return parts;
}

function checkPart(part: string, refuse: (why: string) => never): void {
  if (Buffer.byteLength(part) > LONGEST_NAME_BYTES) refuse(`has a name of more than ${LONGEST_NAME_BYTES} bytes.`);
  // Electron's file functions take what is called so for an archive of theirs.
  if (/\.asar$/i.test(part)) refuse('is called `.asar`, which no part of a trace is.');
}

/**
 * The place of an entry that a trace may have; null for one that is passed over.
 * @throws AppError `config` as entryPlace does, and for what is neither a folder nor a file
 */
export function placeOf(entry: ArchiveEntry): string[] | null {
  const parts = entryPlace(entry.name);
  if (entry.kind === 'other')
    throw refusedEntry(entry.name, `is ${entry.what}; a trace holds files and folders alone.`, ANEW);
  return isLeftOut(parts) ? null : parts;
}

/** Hidden files, and what macOS adds to archives, are no part of a trace: left out. */
const isLeftOut = (parts: readonly string[]): boolean =>
  parts.some((part) => part.startsWith('.') || part === '__MACOSX');
