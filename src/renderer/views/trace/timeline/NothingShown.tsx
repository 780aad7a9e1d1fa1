import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { useRowChoices } from '../../../stores/trace-view/row-choices';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import type { RowLayout } from './rows/lay-rows';

const { timeline: labels } = texts.traceTimeline;

/** Why no row is shown, and how to show them. */
export function NothingShown({ layout }: { layout: RowLayout }) {
  const { filter, change } = useRowChoices();
  const hasRange = useTraceView((state) => state.history.place.range !== null);
  const { go } = useTraceView.getState();
  return (
    <div className="timeline-nothing">
      <p>{filter === '' ? labels.noRows : labels.noMatch(filter)}</p>
      {layout.hiddenCount > 0 ? (
        <Button className="button-small" onClick={() => change({ filter: '', showsHidden: filter === '' })}>
          {filter === '' ? labels.showHidden(count(layout.hiddenCount)) : labels.clearFilter}
        </Button>
      ) : null}
      {hasRange ? (
        <Button className="button-small" onClick={() => go({ range: null })}>
          {texts.traceTabs.empty.wholeTrace}
        </Button>
      ) : null}
    </div>
  );
}
