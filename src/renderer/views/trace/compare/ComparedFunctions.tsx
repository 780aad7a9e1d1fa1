import type { ComparedFunction, FunctionComparison } from '@shared/analysis/function-comparison';
import { useMemo, useState } from 'react';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { TraceGrid } from '../table/TraceGrid';
import { useNarrow } from '../table/use-narrow';
import { compareColumns } from './compare-columns';
import { countsOf } from './ordered-comparison';
import type { OtherTrace } from './use-other-trace';
import { WhyNoPart } from './WhyNoPart';

const { compare: labels } = texts.traceTabs;

interface Props {
  /** Null while both traces are read. */
  comparison: FunctionComparison | null;
  pair: readonly [OtherTrace, OtherTrace];
}

/** The functions of two traces, those with the largest difference first. */
export function ComparedFunctions({ comparison, pair }: Props) {
  const isNarrow = useNarrow();
  const [selected, setSelected] = useState<string | null>(null);
  const functions = comparison?.functions;
  const columns = useMemo(
    () => compareColumns(functions ?? [], [labels.firstName, labels.secondName], isNarrow),
    [functions, isNarrow],
  );
  if (!functions || functions.length === 0)
    return (
      <p className="trace-tab-reading quiet" role="status">
        {functions ? <WhyNoPart part="calls" pair={pair} /> : labels.reading}
      </p>
    );
  const counts = countsOf(functions);
  return (
    <>
      <div className="compare-part">
        <h2>{labels.functions}</h2>
        <span className="quiet figures trace-cut">
          {labels.counts(count(counts.longer), count(counts.shorter), count(counts.same))}
        </span>
        <span className="compare-why">
          <WhyNoPart part="calls" pair={pair} />
        </span>
        <span className="trace-bar-gap" />
        <span className="quiet only-wide">{labels.sorted}</span>
      </div>
      <TraceGrid
        id="trace-compared-functions"
        label={labels.functions}
        rows={functions}
        keyOf={keyOf}
        columns={columns}
        selected={selected}
        onSelect={(one) => setSelected(one ? keyOf(one) : null)}
      />
    </>
  );
}

const keyOf = ({ container, process, function: name }: ComparedFunction): string =>
  JSON.stringify([container, process, name]);
