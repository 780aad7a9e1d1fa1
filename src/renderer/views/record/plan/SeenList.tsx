import type { SeenRow } from '@shared/images/seen-rows';
import { CircleCheck, CircleDashed, CircleSlash } from 'lucide-react';
import { texts } from '../../../texts/en';

const { seen: labels } = texts.record;

const MARKS = {
  yes: [CircleCheck, 'good'],
  partly: [CircleDashed, 'caution'],
  no: [CircleSlash, 'off'],
} as const satisfies Record<SeenRow['seen'], unknown>;

/** What the recording of userspace will show of the image, and what not. */
export function SeenList({ rows }: { rows: readonly SeenRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="seen" aria-label={labels.title}>
      <h3>{labels.title}</h3>
      <ul>
        {rows.map(({ what, seen, why }) => {
          const [Mark, tone] = MARKS[seen];
          return (
            <li key={what}>
              <Mark size={16} role="img" aria-label={labels[seen]} className={`mark mark-${tone}`} />
              <span>
                <span className="seen-what">{what}</span>
                {`: ${why}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
