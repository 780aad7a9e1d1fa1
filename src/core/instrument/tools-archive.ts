import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { InstrumentRequest } from '@shared/instrument/instrument-request';
import tar from 'tar-stream';
import wrapper from './wrapper/cc1.sh?raw';

/** Parts of paths whose functions are never instrumented: the standard libraries. */
const LIBRARIES = ['/usr/include', '/usr/lib/gcc', '/usr/lib64/gcc', '/usr/local/include', '/usr/local/lib/gcc'];

export type Excludes = Pick<InstrumentRequest, 'headers' | 'excludeFiles' | 'excludeFunctions'>;

/** The files of the image with the compiler wrapper, by name. A folder has no content. */
export function toolsFiles({ headers, excludeFiles, excludeFunctions }: Excludes): Record<string, string | null> {
  return {
    cc1: wrapper,
    cc1plus: wrapper,
    'exclude-files': [...LIBRARIES, excludeFiles].filter(Boolean).join(','),
    'exclude-functions': excludeFunctions,
    ...(headers ? { headers: '' } : {}),
    report: null,
  };
}

/** Writes the tar archive of the image with the compiler wrapper. Every user of a build may run the wrapper and add to its report. */
export async function writeToolsArchive(path: string, excludes: Excludes): Promise<void> {
  const pack = tar.pack();
  for (const [name, content] of Object.entries(toolsFiles(excludes)))
    if (content === null) pack.entry({ name: `${name}/`, type: 'directory', mode: 0o1777 });
    else pack.entry({ name, mode: name.startsWith('cc1') ? 0o755 : 0o644 }, content);
  for (const name of ['files', 'functions']) pack.entry({ name: `report/${name}`, mode: 0o666 }, '');
  pack.finalize();
  await pipeline(pack, createWriteStream(path, { mode: 0o600 }));
}
