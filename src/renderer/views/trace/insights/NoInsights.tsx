import type { Insights } from '@shared/trace-view/insight';
import { whyNoInsights } from '../empty/reasons/why-no-insights';
import { useKnownTrace } from '../empty/use-known-trace';
import { WhyEmpty } from '../empty/WhyEmpty';

/** Instead of an empty list of insights. */
export function NoInsights({ insights }: { insights: Insights }) {
  const known = useKnownTrace();
  return known ? <WhyEmpty why={whyNoInsights({ ...known, insights })} /> : null;
}
