import { UNKNOWN } from '../../../format/figures';
import { splitDuration } from './trace-figures';

/** A duration with a quiet unit. Null, and what is not a number, is not known. */
export function Amount({ ns, sign = '' }: { ns: number | null; sign?: string }) {
  if (ns === null || Number.isNaN(ns)) return <span className="trace-unit">{UNKNOWN}</span>;
  const { amount, unit } = splitDuration(ns);
  return (
    <>
      {sign}
      {amount} <span className="trace-unit">{unit}</span>
    </>
  );
}
