import { Button } from '../../../parts/Button';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { whyNoFunctions } from './reasons/why-no-functions';
import { useKnownTrace } from './use-known-trace';
import { WhyEmpty } from './WhyEmpty';

const { empty: labels } = texts.traceTabs;

/** Instead of an empty tab *Functions*. */
export function WhyNoFunctions() {
  const { facts, place, go } = useTrace();
  const known = useKnownTrace();
  if (!known) return null;
  const why = whyNoFunctions({ ...known, facts, place });
  const isSelection = known.whole.basis.calls;
  return (
    <WhyEmpty why={why}>
      {isSelection && place.range ? <Button onClick={() => go({ range: null })}>{labels.wholeTrace}</Button> : null}
      {isSelection && place.rows.length > 0 ? <Button onClick={() => go({ rows: [] })}>{labels.allRows}</Button> : null}
    </WhyEmpty>
  );
}
