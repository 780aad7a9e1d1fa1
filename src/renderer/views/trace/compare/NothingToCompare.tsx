import { texts } from '../../../texts/en';
import { WhyEmpty } from '../empty/WhyEmpty';

const { noComparison: labels } = texts.traceTabs.empty;

/** Instead of the list of traces to compare with: the opened trace is the only one. The same recording once more would be another. */
export function NothingToCompare() {
  return (
    <WhyEmpty
      why={{
        title: labels.alone,
        why: labels.aloneText,
        checked: [],
        again: { label: labels.again, changes: [], costs: null, change: (recording) => recording },
        has: [],
      }}
    />
  );
}
