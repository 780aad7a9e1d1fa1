import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { mustNotSkip } from './disposable';
import { removeTree } from './remove-tree';
import { runTool } from './run-tool';

/** Public CTF traces beside the repository. They are not part of it. */
const ARCHIVES = resolve(import.meta.dirname, '../../../shared/traces');
const NEEDS = 'needs ../shared/traces';

type TraceArchive = 'babeltrace' | 'ctf-testsuite' | 'tracecompass' | 'yactfr';

/** Number of events and exit status of babeltrace2 2.0.4 by trace, a line each. */
export const BABELTRACE_COUNTS = join(ARCHIVES, 'counts.txt');

/**
 * A `describe` of tests that read the public traces. Unpacks the archives to a temporary folder while the tests are collected, so
 * that each trace can be a test, and removes the folder after the last test of the file.
 * Without the archives the tests are skipped, and the title says what they need. In CI that is an error.
 * @param body gets the folder that contains a folder per archive
 */
export function describeWithTraces(title: string, archives: readonly TraceArchive[], body: (folder: string) => void) {
  if (!existsSync(ARCHIVES)) {
    if (mustNotSkip()) throw new Error(`${title}: ${NEEDS}`);
    it.skip(`${title} (${NEEDS})`);
    return;
  }
  const traces = unpacked(archives);
  describe(title, () => body(traces));
}

let folder: string | undefined;
const present = new Set<TraceArchive>();

/** Unpacks each archive once per process. */
function unpacked(archives: readonly TraceArchive[]): string {
  const target = folder ?? mkdtempSync(join(tmpdir(), 'ctf-traces-'));
  // Not called in a `describe`, so this is after the whole file.
  if (!folder) afterAll(() => removeTree(target));
  folder = target;
  for (const archive of archives) {
    if (present.has(archive)) continue;
    runTool('tar', ['--zstd', '-xf', join(ARCHIVES, `${archive}.tar.zst`), '-C', target]);
    present.add(archive);
  }
  return target;
}
