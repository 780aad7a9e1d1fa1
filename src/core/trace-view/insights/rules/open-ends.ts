import { countText, percentText } from '@shared/analysis/figure-text';
import { barsEvidence } from '../evidence/bars';
import { placeAt } from '../facts/insight-facts';
import { LIMITS } from '../limits';
import type { Rule } from '../rule';
import { sentence, strong } from '../say';

const { share: LEAST_SHARE, leastCalls } = LIMITS.openEnds;

export const openEnds: Rule = {
  group: 'recording',
  title: 'Open ends',
  text: () => `≥ ${percentText(LEAST_SHARE)} of the calls, and ≥ ${leastCalls}, have no known begin or end`,
  needs: ['calls'],
  find: (facts) => {
    const { functions, analysis } = facts;
    const complete = functions.reduce((sum, { row }) => sum + row.calls.count, 0);
    const cut = functions.reduce((sum, { row }) => sum + row.cut, 0) + analysis.exitsWithoutEntry;
    const share = cut / Math.max(1, complete + cut);
    if (cut < leastCalls || share < LEAST_SHARE) return [];
    return [
      {
        subject: 'the recording',
        sentence: sentence(strong(percentText(share)), ' of the calls had no known begin or end.'),
        proof: sentence(
          `${countText(cut)} of ${countText(complete + cut)} calls. Lost events, exec, exit, longjmp and the begin and end of the trace cut calls.`,
        ),
        factor: share / LEAST_SHARE,
        evidence: barsEvidence(
          'count',
          functions.filter(({ row }) => row.cut > 0).map(({ label, row }) => ({ label, value: row.cut })),
        ),
        place: placeAt(0, facts.lengthNs, []),
      },
    ];
  },
};
