import { momentText } from '@shared/analysis/trace-time';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { TracePlace } from '@shared/trace-view/trace-place';
import { count } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import type { Emptiness } from '../emptiness';
import { whatTraceHas } from './what-trace-has';
import { type KnownTrace, whyPartMissing } from './why-part-missing';

const { noCallsInRange } = texts.traceTabs.empty;

interface Known extends KnownTrace {
  facts: KnownTrace['facts'] & Pick<TraceFacts, 'lengthNs'>;
  place: Pick<TracePlace, 'range' | 'rows'>;
}

/** Why *Functions* is empty. */
export const whyNoFunctions = (known: Known): Emptiness =>
  known.whole.basis.calls ? inThisSelection(known) : whyPartMissing('calls', known, 'functions');

/** The trace has calls, but none in the range or the selected rows. */
function inThisSelection({ whole, place, facts }: Known): Emptiness {
  const { fromNs, toNs } = place.range ?? { fromNs: 0, toNs: facts.lengthNs };
  const without = place.rows.every((row) => (whole.rows[row]?.callLevels ?? 0) === 0);
  const isByRows = place.rows.length > 0 && without;
  const threads = whole.rows.filter(({ kind, callLevels }) => kind === 'thread' && callLevels > 0).length;
  return {
    title: noCallsInRange.title,
    why: isByRows ? noCallsInRange.rows(place.rows.length) : noCallsInRange.range(momentText(fromNs), momentText(toNs)),
    checked: [{ state: 'note', text: noCallsInRange.elsewhere(count(threads)) }],
    again: null,
    has: whatTraceHas(whole, 'functions'),
  };
}
