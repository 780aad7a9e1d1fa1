import { CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Hint } from '../../../parts/Hint';

interface Props {
  severity: 'error' | 'warning';
  message: string;
  hint?: string;
  children?: ReactNode;
}

/** The problem of the image, at its field. The plan beside the form shows the problems of the whole recording. */
export function FieldNote({ severity, message, hint, children }: Props) {
  const Mark = severity === 'error' ? CircleX : TriangleAlert;
  return (
    <div className="field-note">
      <Mark size={16} aria-hidden className={`mark mark-${severity === 'error' ? 'bad' : 'caution'}`} />
      <div className="field-note-text">
        <p>{message}</p>
        {hint ? <Hint text={hint} /> : null}
        {children}
      </div>
    </div>
  );
}
