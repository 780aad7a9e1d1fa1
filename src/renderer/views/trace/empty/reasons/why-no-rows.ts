import { count } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import type { Emptiness } from '../emptiness';
import { recordAgainWith } from './record-again-with';
import { whatTraceHas } from './what-trace-has';
import { emptyTrace } from './why-no-events';
import { damageChecks, type KnownTrace } from './why-part-missing';

const { noRows } = texts.traceTabs.empty;

/** Why *Timeline* has no rows: the trace has no events, or its events belong to no thread. */
export function whyNoRows(known: KnownTrace): Emptiness {
  const { whole, recording } = known;
  if (whole.events === 0) return emptyTrace(known);
  return {
    title: noRows.title,
    why: noRows.why(count(whole.events)),
    checked: [{ state: 'bad', text: noRows.noIds }, { state: 'note', text: noRows.needed }, ...damageChecks(known)],
    again: recording === null ? null : recordAgainWith(['states'], recording),
    has: whatTraceHas(whole, 'timeline'),
  };
}
