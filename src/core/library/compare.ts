import { AppError } from '@shared/model/app-error';
import { type Comparison, compareTraces } from '@shared/model/compare-traces';
import type { FactsSource } from '@shared/model/trace-facts';
import { readContainers } from './trace-folder';
import type { TraceLibrary } from './trace-library';

/** Two traces of a library side by side. @throws AppError `config` for one with itself, else as `record` says */
export async function compareInLibrary(library: TraceLibrary, first: string, second: string): Promise<Comparison> {
  const sources = [await sourceOf(library, first), await sourceOf(library, second)] as const;
  if (first === second)
    throw new AppError('config', 'A trace is compared with another one, not with itself.', {
      hint: 'Give the ids of two traces; `list` shows them.',
    });
  return compareTraces(...sources);
}

const sourceOf = async (library: TraceLibrary, id: string): Promise<FactsSource> => ({
  record: await library.record(id),
  containers: await readContainers(library.pathOf(id)),
});
