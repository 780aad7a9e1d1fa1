import { createHash } from 'node:crypto';
import { RUN_ID, recordOf } from '../setup/configs';
import type { RawEntry } from './raw-archives';

export const TOP = `ls-la-in-demo-1-${RUN_ID}`;

/** The files of an exported trace to which no program ever wrote: no reader is needed for it. */
export const FILES: Readonly<Record<string, string>> = {
  'commands.sh': '#!/bin/sh\ntouch /tmp/never-run\n',
  'deep/er/notes.txt': 'x'.repeat(3000),
  'run.log': '{"type":"step-output"}\n',
  'trace.json': `${JSON.stringify(recordOf({ notes: 'Keep', tags: ['one'] }), null, 2)}\n`,
};

export const sumsOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`)
    .join('');

/** The entries of that export, its checksum list last. @param files instead of the usual ones */
export const exportEntries = (files: Readonly<Record<string, string>> = FILES, top = TOP): RawEntry[] => [
  ...Object.entries({ ...files, SHA256SUMS: sumsOf(files) }).map(([path, content]) => ({
    name: `${top}/${path}`,
    content,
  })),
];
