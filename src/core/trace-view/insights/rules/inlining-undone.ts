import { countText, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { percentileNs } from '../../../analysis/functions/duration-stats';
import type { NamedFunction } from '../../../analysis/functions/function-figures';
import { barsEvidence } from '../evidence/bars';
import { functionKey } from '../facts/functions';
import { placeAt } from '../facts/insight-facts';
import { LIMITS } from '../limits';
import type { Rule } from '../rule';
import { code, sentence, strong } from '../say';

const { medianNs, share: LEAST_SHARE, leastCalls } = LIMITS.inlining;
/** The option that excludes functions takes a list of names: gcc(1), -finstrument-functions-exclude-function-list. */
const MOST_NAMES = 10;

export const inliningUndone: Rule = {
  group: 'recording',
  title: 'Inlining undone',
  text: () =>
    `≥ ${percentText(LEAST_SHARE)} of ≥ ${countText(leastCalls)} calls are of functions with a median < ${durationText(medianNs)}`,
  needs: ['calls'],
  find: (facts) => {
    const all = facts.functions.reduce((sum, one) => sum + one.row.calls.count, 0);
    const small = facts.functions.filter(({ row }) => (percentileNs(row.calls, 0.5) ?? medianNs) < medianNs);
    const calls = small.reduce((sum, one) => sum + one.row.calls.count, 0);
    if (all < leastCalls || calls < LEAST_SHARE * all) return [];
    const frequent = [...small].sort((one, other) => other.row.calls.count - one.row.calls.count);
    const [first] = frequent;
    return [
      {
        subject: 'the recording',
        sentence: sentence(
          strong(percentText(calls / all)),
          ' of the calls were of functions that took less than ',
          strong(durationText(medianNs)),
          ', about as long as recording them.',
        ),
        proof: sentence(
          `${countText(calls)} of ${countText(all)} calls. A build without them: `,
          code(`-finstrument-functions-exclude-function-list=${namesOf(frequent).join(',')}`),
        ),
        factor: calls / all / LEAST_SHARE,
        evidence: barsEvidence(
          'count',
          frequent.map(({ label, row }) => ({ label, value: row.calls.count })),
        ),
        place: placeAt(0, facts.lengthNs, [], { function: first ? functionKey(facts, first.row) : null }),
      },
    ];
  },
};

/** The option matches substrings of the names, so arguments are left out. */
const namesOf = (functions: readonly NamedFunction[]): string[] => [
  ...new Set(
    functions
      .filter(({ found }) => found.name !== null)
      .slice(0, MOST_NAMES)
      .map(({ label }) => label.replace(/\(.*$/, '')),
  ),
];
