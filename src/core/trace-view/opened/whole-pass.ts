import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import type { ReadPicture } from '@reader/picture/picture';
import { analyse } from '../../analysis/analyse';
import type { AnalysedTrace } from '../../analysis/analysed-trace';
import type { AnalysisCache, AnalysisKey } from '../../analysis/cache/analysis-cache';
import { CheckpointFile } from '../../analysis/cache/checkpoint-file';
import type { OpenedTrace } from '../../analysis/open-trace';
import type { CallTools } from '../serving/serve-calls';
import { LaterWrite } from './later-write';

/** Of the picture of the whole trace, which is kept in the cache. */
export const WHOLE_COLUMNS = 2_048;
/** 11 MB. */
const MOST_WHOLE_SPANS = 2 ** 19;
/** A page has its insights and its first picture by then. */
const WRITTEN_AFTER_MS = 300;

/** What one pass over a trace yields. */
export interface WholePass {
  analysed: AnalysedTrace;
  /** With WHOLE_COLUMNS columns. It is not complete if it would be too large, see `undrawn`. */
  picture: ReadPicture;
  /** Resolves when the cache has it, which ranges are read with. Never rejects. */
  kept(): Promise<void>;
}

/** Analyses and draws a whole trace in one pass, or takes both from the cache. @throws ReadError */
export async function wholePass(
  trace: OpenedTrace,
  cache: AnalysisCache,
  key: AnalysisKey,
  { signal, onShare }: CallTools,
): Promise<WholePass> {
  const [known, drawn] = await Promise.all([cache.read(key), cache.picture(key)]);
  if (known && drawn) return { analysed: known, picture: drawn, kept: () => Promise.resolve() };
  const checkpoints = new CheckpointFile();
  const pictures: ReadPicture[] = [];
  const analysis = await analyse(
    trace,
    { epochs: trace.attribution.epochs, signal, onProgress: onShare },
    {
      onCheckpoint: (one: Checkpoint): void => checkpoints.add(one),
      picture: {
        columns: WHOLE_COLUMNS,
        mostSpans: MOST_WHOLE_SPANS,
        onPicture: (picture) => pictures.push(picture),
      },
    },
  );
  const [picture] = pictures;
  if (!picture) throw new Error('the pass drew no picture');
  const analysed = { analysis, warnings: [...trace.reading.warnings] };
  const write = (): Promise<void> => cache.write(key, analysed, { checkpoints, picture });
  const later = new LaterWrite(write, WRITTEN_AFTER_MS, signal);
  return { analysed, picture, kept: () => later.done() };
}
