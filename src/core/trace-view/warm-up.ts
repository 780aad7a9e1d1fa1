import { coreModule } from '@reader/compiled/core-instance';
import { TraceFiles } from '../analysis/files/trace-files';
import { openedTrace } from '../analysis/open-trace';
import { TraceLibrary } from '../library/trace-library';
import { loadDemangler } from '../symbols/demangling/demangle';
import { traceFacts } from './facts/trace-facts';
import type { TraceViewOptions } from './trace-view-options';

/**
 * Loads what a process needs beside its own modules, and opens a trace once without reading its events: schemas and parsers are slow when
 * they run for the first time. Never rejects: a trace that cannot be opened says so when it is opened.
 */
export async function warmUp(id: string, { libraryDir }: Pick<TraceViewOptions, 'libraryDir'>): Promise<void> {
  coreModule();
  await Promise.all([import('../symbol-work'), loadDemangler()]);
  await openOnce(new TraceLibrary(libraryDir), id).catch(() => undefined);
}

async function openOnce(library: TraceLibrary, id: string): Promise<void> {
  const files = await TraceFiles.open(library.folderOf(id));
  try {
    traceFacts(await openedTrace(files));
  } finally {
    await files.close();
  }
}
