import type { ViewedFunction } from '@shared/trace-view/function-page';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { FunctionName } from '../table/FunctionName';
import type { StateTimes } from '../table/StateSplit';
import type { GridColumn } from '../table/TraceGridHead';
import { histogramsOf, scaleOf } from './duration-scale';
import { MiniHistogram } from './MiniHistogram';
import { NO_SPLITS, runningShare, type SelfSplits, splitText } from './self-split';
import { callsOf, processNames } from './sort-functions';

const { columns: titles } = texts.traceTabs.functions;

/** The columns of the list. Narrow windows have no histograms. */
export function functionColumns(
  functions: readonly ViewedFunction[],
  isNarrow: boolean,
  splits: SelfSplits = NO_SPLITS,
): GridColumn<ViewedFunction>[] {
  const mostSelf = Math.max(...functions.map(({ selfNs }) => selfNs), 1);
  const scale = scaleOf(histogramsOf(functions));
  const processOf = processNames(functions);
  const duration = (id: 'p50' | 'p90' | 'p99' | 'max', of: (one: ViewedFunction) => number | null) => ({
    id,
    title: titles[id],
    track: isNarrow ? '80px' : id === 'max' ? '92px' : '84px',
    isRight: true,
    isSortable: true,
    cell: (one: ViewedFunction) => <Amount ns={of(one)} />,
  });
  const columns: GridColumn<ViewedFunction>[] = [
    {
      id: 'name',
      title: titles.name,
      track: 'minmax(0, 1fr)',
      isSortable: true,
      cell: (one) => <FunctionName name={one.function} more={processOf(one)} />,
    },
    {
      id: 'total',
      title: titles.total,
      track: isNarrow ? '84px' : '96px',
      isRight: true,
      isSortable: true,
      cell: ({ totalNs }) => <Amount ns={totalNs} />,
    },
    {
      id: 'self',
      title: titles.self,
      track: isNarrow ? '150px' : '240px',
      isSortable: true,
      cell: ({ key, selfNs }) => <SelfBar ns={selfNs} share={selfNs / mostSelf} split={splits.get(key)} />,
    },
    {
      id: 'count',
      title: titles.count,
      track: isNarrow ? '72px' : '88px',
      isRight: true,
      isSortable: true,
      cell: (one) => count(callsOf(one)),
    },
    duration('p50', ({ p50Ns }) => p50Ns),
    duration('p90', ({ p90Ns }) => p90Ns),
    duration('p99', ({ p99Ns }) => p99Ns),
    duration('max', ({ maxNs }) => maxNs),
  ];
  if (isNarrow) return columns;
  return [
    ...columns,
    {
      id: 'durations',
      title: titles.durations,
      track: '148px',
      cell: (one) => <MiniHistogram name={one.function} histogram={one.durations} scale={scale} />,
    },
  ];
}

/** Self time with a bar, which is solid for the part in which the threads ran. The longest bar has the most self time of all rows. */
export function SelfBar({ ns, share, split }: { ns: number; share: number; split?: StateTimes | undefined }) {
  const ran = runningShare(split);
  const width = `${Math.max(1, share * 100)}%`;
  return (
    <span className="self-bar" title={split ? splitText(split) : undefined}>
      <span className="trace-right">
        <Amount ns={ns} />
      </span>
      {ran === null ? (
        <i style={{ width }} />
      ) : (
        <span className="self-bar-split" style={{ width }}>
          <i className="trace-run" style={{ flex: `${ran} 0 0` }} />
          <i className="trace-block" style={{ flex: `${1 - ran} 0 0` }} />
        </span>
      )}
    </span>
  );
}
