import './functions.css';
import type { ViewedFunction } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { MOST_FUNCTIONS, MOST_TREE_NODES } from '@shared/trace-view/trace-view-calls';
import { useMemo, useState } from 'react';
import { errorOf } from '../../../bridge';
import { count } from '../../../format/figures';
import { ErrorNotice } from '../../../parts/Notice';
import { announceUrgently } from '../../../stores/announce';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { WhyNoFunctions } from '../empty/WhyNoFunctions';
import { TraceGrid } from '../table/TraceGrid';
import { useNarrow } from '../table/use-narrow';
import { useTraceAnswer } from '../table/use-trace-answer';
import { FlameGraph } from './FlameGraph';
import { FunctionPanel } from './FunctionPanel';
import { FunctionsBar } from './FunctionsBar';
import { FunctionTree } from './FunctionTree';
import { functionColumns } from './function-columns';
import { useFunctionsLayout } from './functions-layout';
import { placeOfSlowest } from './place-of-slowest';
import { RangePanel } from './RangePanel';
import { NO_SPLITS, selfSplits } from './self-split';
import { askedSort, DEFAULT_SORT, matchingFunctions, nextSort, sortFunctions } from './sort-functions';

const { functions: labels } = texts.traceTabs;

/** The functions of the range and of the selected rows: a table or a tree, their merged calls, and the selected function. */
export function FunctionsTab() {
  const { client, facts, whole, place, range, go } = useTrace();
  const { layout } = useFunctionsLayout();
  const [sort, setSort] = useState(DEFAULT_SORT);
  const [filter, setFilter] = useState('');
  const isNarrow = useNarrow();
  const selection = { range, rows: place.rows };
  const hasCalls = whole?.basis.calls ?? false;
  const page = useTraceAnswer(
    client,
    'functions',
    hasCalls ? { ...selection, sort: askedSort(sort), limit: MOST_FUNCTIONS } : null,
    'functions',
  );
  const tree = useTraceAnswer(
    client,
    'tree',
    hasCalls ? { ...selection, direction: 'top-down', limit: MOST_TREE_NODES } : null,
    'tree',
  );
  const bottomUp = useTraceAnswer(
    client,
    'tree',
    hasCalls && layout === 'bottom-up' ? { ...selection, direction: 'bottom-up', limit: MOST_TREE_NODES } : null,
    'tree-bottom-up',
  );
  const isScheduled = hasCalls && whole?.basis.scheduling === true;
  const times = useTraceAnswer(client, 'self-times', isScheduled ? selection : null, 'self-times');
  // Those of another range or of other rows would be wrong.
  const splits = useMemo(
    () => (times.isCurrent && times.value ? selfSplits(times.value) : NO_SPLITS),
    [times.isCurrent, times.value],
  );
  const functions = page.value?.functions;
  const shown = useMemo(
    () => sortFunctions(matchingFunctions(functions ?? [], filter), sort),
    [functions, filter, sort],
  );
  const columns = useMemo(() => functionColumns(functions ?? [], isNarrow, splits), [functions, isNarrow, splits]);
  const selected = functions?.find(({ key }) => key === place.function) ?? null;
  const error = page.error ?? tree.error ?? bottomUp.error;

  if (whole && (!hasCalls || (page.isCurrent && page.value?.all === 0))) return <WhyNoFunctions />;
  if (error)
    return (
      <div className="trace-tab-error">
        <ErrorNotice error={error} />
      </div>
    );
  if (!page.value) return <p className="trace-tab-reading quiet">{labels.reading}</p>;

  const select = (key: FunctionKey | null): void => go({ function: key }, 'replace');
  const slowestOf = (one: ViewedFunction | null): (() => void) | null => {
    const there = one && placeOfSlowest(one, facts.lengthNs);
    if (!there) return null;
    return () =>
      void there(client).then(
        (next) => go(next),
        (thrown: unknown) => announceUrgently(errorOf(thrown).message),
      );
  };
  const openKey = (key: FunctionKey): void => slowestOf(functions?.find((one) => one.key === key) ?? null)?.();
  const shownTree = layout === 'bottom-up' ? bottomUp.value : tree.value;
  const rowsText = place.rows.length === 0 ? labels.allRows : labels.someRows(place.rows.length);
  return (
    <div className="functions">
      <FunctionsBar
        shown={count(shown.length)}
        all={count(page.value.all)}
        rows={rowsText}
        isSplit={splits.size > 0}
        filter={filter}
        onFilter={setFilter}
      />
      {layout === 'list' ? (
        <TraceGrid
          id="trace-functions"
          label={labels.table}
          rows={shown}
          keyOf={({ key }) => key}
          columns={columns}
          selected={place.function}
          onSelect={(one) => select(one?.key ?? null)}
          onOpen={(one) => slowestOf(one)?.()}
          sort={sort}
          onSort={(column) => setSort(nextSort(sort, column))}
        />
      ) : shownTree ? (
        <FunctionTree key={layout} tree={shownTree} selected={place.function} onSelect={select} onOpen={openKey} />
      ) : (
        <p className="trace-tab-reading quiet">{labels.reading}</p>
      )}
      {tree.value ? (
        <div className="flame">
          <div className="trace-bar flame-bar">
            <h2>{labels.flame}</h2>
            <span className="trace-cut">{labels.flameText}</span>
            <span className="trace-bar-gap" />
            <span>{rowsText}</span>
          </div>
          <FlameGraph tree={tree.value} rows={rowsText} selected={place.function} onSelect={select} onOpen={openKey} />
        </div>
      ) : null}
      {selected ? (
        <FunctionPanel
          shown={selected}
          tree={tree.value}
          split={splits.get(selected.key)}
          onSelect={select}
          onSlowest={slowestOf(selected)}
          onOnlyThis={() => setFilter(selected.function)}
        />
      ) : (
        <RangePanel page={page.value} />
      )}
    </div>
  );
}
