import { whyNoRows } from '../empty/reasons/why-no-rows';
import { useKnownTrace } from '../empty/use-known-trace';
import { WhyEmpty } from '../empty/WhyEmpty';

/** Instead of a timeline without rows. */
export function NoRows() {
  const known = useKnownTrace();
  return known ? <WhyEmpty why={whyNoRows(known)} /> : null;
}
