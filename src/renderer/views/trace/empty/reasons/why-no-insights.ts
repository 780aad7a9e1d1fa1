import type { Insights } from '@shared/trace-view/insight';
import { texts } from '../../../../texts/en';
import type { Emptiness } from '../emptiness';
import { recordAgainWith } from './record-again-with';
import { missingParts } from './recorded-parts';
import { whatTraceHas } from './what-trace-has';
import { emptyTrace } from './why-no-events';
import { damageChecks, type KnownTrace } from './why-part-missing';

const { noInsights } = texts.traceTabs.empty;

interface Known extends KnownTrace {
  insights: Pick<Insights, 'silent' | 'unchecked'>;
}

/** Why *Insights* is empty: the rules found nothing, or could not be checked. */
export function whyNoInsights(known: Known): Emptiness {
  const { whole, recording, insights } = known;
  if (whole.events === 0) return emptyTrace(known);
  const [checked, unchecked] = [insights.silent.length, insights.unchecked.length];
  const reasons = [...new Set(insights.unchecked.map((one) => one.missing))];
  return {
    title: noInsights.title,
    why: unchecked === 0 ? noInsights.allChecked(checked) : noInsights.someUnchecked(checked, unchecked),
    checked: [
      ...(checked > 0 ? [{ state: 'good' as const, text: noInsights.checked(checked) }] : []),
      ...reasons.map((reason) => ({ state: 'bad' as const, text: noInsights.notChecked(reason) })),
      ...damageChecks(known),
    ],
    again: recording === null || unchecked === 0 ? null : recordAgainWith(missingParts(whole), recording),
    has: whatTraceHas(whole, 'insights'),
  };
}
