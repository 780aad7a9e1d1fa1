import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TraceRecord } from '@shared/model/trace-record';
import { recordOf } from '../setup/configs';

/** A trace's folder as a recording leaves it, with a leaf whose streams are of any bytes. */
export function makeTrace(
  library: string,
  id: string,
  files: Record<string, string | Buffer>,
  change: Partial<TraceRecord> = {},
): string {
  const folder = join(library, id);
  const put = (path: string, data: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), data);
  };
  put('trace.json', JSON.stringify(recordOf({ id, ...change })));
  put('containers.json', '{"schema":1,"containers":[]}');
  put('run.log', '');
  for (const [path, data] of Object.entries(files)) put(path, data);
  return folder;
}

/** The same held by reference: the leaf is ours, with a copy of its metadata, and its streams are links. */
export function linkLeaf(folder: string, leaf: string, foreign: string, names: readonly string[]): void {
  mkdirSync(join(folder, leaf));
  writeFileSync(join(folder, leaf, 'metadata'), 'ours');
  for (const name of names) symlinkSync(join(foreign, name), join(folder, leaf, name));
}
