import type { StandingOut } from '@shared/analysis/trace-summary';
import type { FindingRemedy, Insights } from '@shared/trace-view/insight';
import type { TracePart } from '@shared/trace-view/trace-parts';
import { plainText } from '../../trace-view/insights/say';

const MOST_SHOWN = 6;

/** What stands out in a trace, as text. */
export const standingOut = ({ findings }: Insights): StandingOut[] =>
  findings.slice(0, MOST_SHOWN).map(({ rule, group, sentence, proof, ruleText, factor, place, recordAgain }) => ({
    rule,
    group,
    sentence: plainText(sentence),
    proof: plainText(proof),
    ruleText,
    factor,
    fromNs: place.fromNs,
    toNs: place.toNs,
    recordAgain: recordAgain && remedyText(recordAgain),
  }));

/** Rules that an error kept from being checked. */
export const failedNotes = ({ failed }: Insights): string[] =>
  failed.map(({ title, why }) => `The rule “${title}” could not be checked, because of an error: ${why}`);

/** Options of `record` that add a part. */
const OPTIONS = {
  states: '--kernel scheduling',
  syscalls: '--kernel container',
  calls: '--preset functions',
  memory: '--preset memory',
} as const satisfies Record<TracePart, string>;

function remedyText(remedy: FindingRemedy): string {
  if (remedy.kind === 'buffers') {
    const option = remedy.domain === 'kernel' ? '--kernel-buffers' : '--buffers';
    return `${option} ${remedy.buffers.count}x${remedy.buffers.sizeKiB}`;
  }
  // The preset for containers has the scheduling too.
  const parts = remedy.parts.includes('syscalls') ? remedy.parts.filter((part) => part !== 'states') : remedy.parts;
  return parts.map((part) => OPTIONS[part]).join(' ');
}
