import { texts } from '../../../texts/en';
import { MissingPart } from '../empty/MissingParts';
import { hasPart } from '../empty/reasons/recorded-parts';
import type { OtherTrace } from './use-other-trace';

const { noComparison } = texts.traceTabs.empty;
type Compared = 'calls' | 'states';

/** Which of two traces does not have what is compared. A link opens the reason for one of them. */
export function WhyNoPart({ part, pair }: { part: Compared; pair: readonly [OtherTrace, OtherTrace] }) {
  const lacking = pair.filter(({ whole }) => whole && !hasPart(part, whole));
  const [one] = lacking;
  if (!one?.facts || !one.whole) return null;
  const which = lacking.length > 1 ? 'both' : one === pair[0] ? 'first' : 'second';
  return (
    <>
      {noComparison[part][which]}{' '}
      <MissingPart part={part} facts={one.facts} whole={one.whole} text={noComparison.why} />
    </>
  );
}
