import type { Analysis } from '@reader/analysis/analysis';
import type { PassOptions } from '@reader/analysis/pass';
import type { AnalysisRequest, TraceReading } from '@reader/trace-reading';
import type { LeafFiles } from './files/list-leaves';
import type { StreamFile } from './files/open-files';
import type { OpenedTrace } from './open-trace';
import { analyseOnThreads } from './workers/analyse-on-threads';

/**
 * Analyses a part of a trace, on several threads if it is large.
 * @throws ReadError, also when the signal is aborted; AppError for a file that cannot be read
 */
export const analyse = (
  { files, reading }: Pick<OpenedTrace, 'files' | 'reading'>,
  request: AnalysisRequest,
  options: PassOptions = {},
): Promise<Analysis> => analyseOnThreads(reading, streamFilesOf(files.leaves, reading), request, options);

/** The files of the reading's streams, in its order. Refused leaves have no streams in it. */
export function streamFilesOf(
  leaves: readonly LeafFiles[],
  reading: Pick<TraceReading, 'leaves' | 'streams'>,
): StreamFile[] {
  const byLeaf = new Map(leaves.map(({ path, streams }) => [path, new Map(streams.map((one) => [one.name, one]))]));
  return reading.streams.map(({ leaf, name }) => {
    const file = byLeaf.get(reading.leaves[leaf]?.path ?? '')?.get(name);
    if (!file) throw new Error(`the stream ${name} is not of this trace`);
    return file;
  });
}
