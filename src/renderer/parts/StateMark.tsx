import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';

const MARKS = { good: CircleCheck, caution: TriangleAlert, bad: CircleX };

/** Good, caution or bad by shape first and colour second. */
export function StateMark({ state, label }: { state: keyof typeof MARKS; label: string }) {
  const Mark = MARKS[state];
  return <Mark size={16} className={`mark mark-${state}`} role="img" aria-label={label} />;
}
