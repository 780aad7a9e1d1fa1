import type { ReadPicture } from '@reader/picture/picture';
import type { Picture } from '@shared/trace-view/picture';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { type TraceView, withoutProgress } from '../opened/trace-view';
import { isWholeRange } from '../opened/view-range';
import { WHOLE_COLUMNS } from '../opened/whole-pass';
import type { CallTools } from '../serving/serve-calls';
import { memoryCurves, runningCurves } from './row-curves';
import { rowPicture } from './row-picture';

/** About 24 MB for the page. */
const MOST_SPANS = 2 ** 20;

type Args = TraceViewArgs<'picture'>;

/** Lanes of threads and CPUs, curves of containers and processes, in a range. The whole trace is drawn once. @throws ReadError */
export async function viewPicture(view: TraceView, args: Args, tools: CallTools): Promise<Picture> {
  const { range, columns, rows } = args;
  const { table, analysed } = await view.whole(tools);
  const names = await view.functionNames(withoutProgress(tools));
  const wanted = new Set(rows.filter((row) => ['thread', 'cpu'].includes(table.rows[row]?.kind ?? '')));
  const read = await readPictureOf(view, args, wanted, tools);
  return {
    ...range,
    columns,
    ...rowPicture(read, table, wanted, names),
    curves: [
      ...runningCurves(read, table, rows, range, columns),
      ...memoryCurves(analysed.analysis, table, rows, range, columns),
    ],
  };
}

async function readPictureOf(
  view: TraceView,
  { range, columns }: Args,
  wanted: ReadonlySet<number>,
  tools: CallTools,
): Promise<ReadPicture> {
  const { table, picture: whole } = await view.whole(tools);
  const isComplete = whole.undrawn.spans === 0 && whole.undrawn.ofLanes === 0;
  if (isComplete && isWholeRange(range, view.lengthNs) && columns <= WHOLE_COLUMNS) return whole;
  const { picture } = await view.draw(
    range,
    {
      columns,
      mostSpans: MOST_SPANS,
      threads: (thread) => wanted.has(table.ofIdentity(thread)),
    },
    tools,
  );
  return picture;
}
