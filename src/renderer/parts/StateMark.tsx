import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';

const MARKS = { good: CircleCheck, note: Info, caution: TriangleAlert, bad: CircleX };

/** Shows ok, info, caution or bad, by shape first and colour second. */
export function StateMark({ state, label }: { state: keyof typeof MARKS; label: string }) {
  const Mark = MARKS[state];
  return <Mark size={16} className={`mark mark-${state}`} role="img" aria-label={label} />;
}
