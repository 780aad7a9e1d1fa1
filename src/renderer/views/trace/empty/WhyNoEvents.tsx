import { Button } from '../../../parts/Button';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { whyNoEvents } from './reasons/why-no-events';
import { useKnownTrace } from './use-known-trace';
import { WhyEmpty } from './WhyEmpty';

const { empty: labels } = texts.traceTabs;

/** Instead of an empty tab *Events*. @param inRange events without the filter; null if they were not counted */
export function WhyNoEvents({ inRange }: { inRange: number | null }) {
  const { place, range, go } = useTrace();
  const known = useKnownTrace();
  if (!known) return null;
  const { filter, rows } = place;
  const isEmptyTrace = known.whole.events === 0;
  return (
    <WhyEmpty why={whyNoEvents({ ...known, range, filter, rows: rows.length, inRange })}>
      {isEmptyTrace || filter === '' ? null : <Button onClick={() => go({ filter: '' })}>{labels.clearFilter}</Button>}
      {isEmptyTrace || rows.length === 0 ? null : <Button onClick={() => go({ rows: [] })}>{labels.allRows}</Button>}
      {isEmptyTrace || !place.range ? null : <Button onClick={() => go({ range: null })}>{labels.wholeTrace}</Button>}
    </WhyEmpty>
  );
}
