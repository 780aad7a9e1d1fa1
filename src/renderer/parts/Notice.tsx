import type { ErrorData } from '@shared/model/app-error';
import { CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/en';
import { Hint } from './Hint';

interface Props {
  severity: 'danger' | 'caution';
  message: string;
  hint?: string | undefined;
  detail?: string | undefined;
  children?: ReactNode;
}

/** What happened and why, what to do, and, folded, the output of the failed program. */
export function Notice({ severity, message, hint, detail, children }: Props) {
  const Mark = severity === 'danger' ? CircleX : TriangleAlert;
  return (
    <div className={`notice notice-${severity}`}>
      <Mark size={16} aria-hidden className="notice-mark" />
      <div className="notice-text">
        <p className="notice-message">{message}</p>
        {hint ? <Hint text={hint} /> : null}
        {detail ? (
          <details>
            <summary>{texts.error.details}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{detail}</pre>
          </details>
        ) : null}
        {children}
      </div>
    </div>
  );
}

export function ErrorNotice({ error, children }: { error: ErrorData; children?: ReactNode }) {
  return (
    <Notice severity="danger" message={error.message} hint={error.hint} detail={error.detail}>
      {children}
    </Notice>
  );
}
