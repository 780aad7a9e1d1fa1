import type { LevelChoice } from '@shared/privilege/level';
import { KeyRound, LockOpen, TriangleAlert, Users } from 'lucide-react';
import { useHelper } from '../../../stores/helper';
import { texts } from '../../../texts/en';

const { level: labels } = texts.record;
const MARKS = { none: LockOpen, group: Users, helper: KeyRound };

/** The required privilege and its reason, before a password is requested. If none is required, only the reason. */
export function PrivilegeLine({ choice }: { choice: LevelChoice }) {
  const helperUp = useHelper((state) => state.up);
  const { reason, caution } = choice;
  const level = choice.level === 'helper' && helperUp ? 'none' : choice.level;
  const Mark = MARKS[level];
  return (
    <div className="plan-privilege" data-level={level}>
      <Mark size={16} aria-hidden />
      <p>
        {level === 'none' ? null : <strong>{labels[level]} </strong>}
        {reason}
        {caution ? (
          <span className="plan-caution">
            <TriangleAlert size={14} aria-hidden />
            {caution}
          </span>
        ) : null}
      </p>
    </div>
  );
}
