import type { ComparedFunction } from '@shared/analysis/function-comparison';
import { count, UNKNOWN } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { FunctionName } from '../table/FunctionName';
import type { GridColumn } from '../table/TraceGridHead';
import { isNotable, ratioText } from './ordered-comparison';

const { columns: titles, change } = texts.traceTabs.compare;
const MINUS = '−';

/**
 * The columns of the compared functions. Narrow windows have neither the first p99 nor the calls.
 * @param names of the two traces
 */
export function compareColumns(
  functions: readonly ComparedFunction[],
  [first, second]: readonly [string, string],
  isNarrow: boolean,
): GridColumn<ComparedFunction>[] {
  const most = Math.max(...functions.map(({ selfDifferenceNs }) => Math.abs(selfDifferenceNs)), 1);
  const hasProcesses = new Set(functions.map(({ container, process }) => `${container} ${process}`)).size > 1;
  const columns: (GridColumn<ComparedFunction> & { isWide?: boolean })[] = [
    {
      id: 'name',
      title: titles.name,
      track: 'minmax(0, 1fr)',
      cell: (one) => <FunctionName name={one.function} more={hasProcesses ? one.process : null} />,
    },
    {
      id: 'first',
      title: titles.self(first),
      track: '112px',
      isRight: true,
      cell: ({ figures: [a] }) => <Amount ns={a?.selfNs ?? null} />,
    },
    {
      id: 'second',
      title: titles.self(second),
      track: '112px',
      isRight: true,
      cell: ({ figures: [, b] }) => <Amount ns={b?.selfNs ?? null} />,
    },
    {
      id: 'bar',
      title: titles.bar,
      track: isNarrow ? '150px' : '190px',
      cell: ({ selfDifferenceNs }) => <DifferenceBar part={selfDifferenceNs / most} />,
    },
    {
      id: 'difference',
      title: titles.difference,
      track: '96px',
      isRight: true,
      cell: (one) => (
        <span className={isNotable(one) ? 'compare-notable' : 'quiet'}>
          <Amount ns={Math.abs(one.selfDifferenceNs)} sign={one.selfDifferenceNs < 0 ? MINUS : '+'} />
        </span>
      ),
    },
    {
      id: 'ratio',
      title: titles.ratio,
      track: '72px',
      isRight: true,
      cell: (one) => (
        <span className={isNotable(one) ? '' : 'quiet'}>{one.figures[1] ? ratioText(one.selfRatio) : ''}</span>
      ),
    },
    {
      id: 'p99-first',
      title: titles.p99(first),
      track: '104px',
      isRight: true,
      isWide: true,
      cell: ({ figures: [a] }) => <Amount ns={a?.p99Ns ?? null} />,
    },
    {
      id: 'p99-second',
      title: titles.p99(second),
      track: '104px',
      isRight: true,
      cell: ({ figures: [, b] }) => <Amount ns={b?.p99Ns ?? null} />,
    },
    {
      id: 'calls',
      title: titles.calls,
      track: '148px',
      isRight: true,
      isWide: true,
      cell: ({ figures: [a, b] }) => (
        <span className="quiet">{change(a ? count(a.count) : UNKNOWN, b ? count(b.count) : UNKNOWN)}</span>
      ),
    },
  ];
  return columns.filter(({ isWide }) => !(isNarrow && isWide));
}

/** To the right: longer in the second trace. @param part of the largest difference, −1 to 1 */
function DifferenceBar({ part }: { part: number }) {
  return (
    <span className="difference-bar" aria-hidden>
      {part === 0 ? null : (
        <i className={part > 0 ? 'difference-more' : 'difference-less'} style={{ width: `${Math.abs(part) * 50}%` }} />
      )}
    </span>
  );
}
