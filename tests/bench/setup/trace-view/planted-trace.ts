import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTrace } from '@core/analysis/open-trace';
import { TraceLibrary } from '@core/library/trace-library';
import { traceSymboliser } from '@core/symbol-work';
import { RUN_ID, recordOf } from '../../../unit/setup/configs';

/** A trace in a library of its own. */
export interface PlantedTrace {
  id: string;
  title: string;
  libraryDir: string;
  /** Absolute. */
  leaf: string;
  bytes: number;
}

const LEAF = 'calls-ust-uid-0';

/**
 * Moves a leaf of a program that ran on this machine into a new library, with the record and the names of functions that a run would
 * have written.
 */
export async function plantTrace(leaf: string, libraryDir: string, title: string): Promise<PlantedTrace> {
  const folder = join(libraryDir, RUN_ID);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const planted = join(folder, LEAF);
  renameSync(leaf, planted);
  const bytes = readdirSync(planted, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(planted, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  const { config, recordings } = recordOf();
  const record = recordOf({
    title,
    sizeBytes: bytes,
    config: config && { ...config, target: { kind: 'host' } },
    recordings: recordings.map((one) => ({ ...one, leaves: [{ path: LEAF, uid: 0, part: null }] })),
  });
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(record));
  writeFileSync(join(folder, 'containers.json'), JSON.stringify({ schema: 1, containers: [] }));
  const library = new TraceLibrary(libraryDir);
  const deps = { cacheDir: libraryDir, library, imageOf: async () => undefined };
  await withTrace(library, RUN_ID, (trace) => traceSymboliser(deps, trace, new AbortController().signal));
  return { id: RUN_ID, title, libraryDir, leaf: planted, bytes };
}
