import type { ErrorData } from '@shared/model/app-error';
import { Check, ClipboardList } from 'lucide-react';
import { useEffect, useState } from 'react';
import { errorOf } from '../../bridge';
import { Button } from '../../parts/Button';
import { announceUrgently } from '../../stores/announce';
import { texts } from '../../texts/en';
import { copyReport } from './doctor-actions';

const { doctor } = texts;
const SHOWN_MS = 2_000;

/** Copies the report and confirms it for a moment. On failure the button shows the reason. */
export function CopyReport() {
  const [copied, setCopied] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): Promise<void> =>
    copyReport().then(
      () => {
        setError(null);
        setCopied(true);
      },
      (thrown: unknown) => {
        const failed = errorOf(thrown);
        setError(failed);
        announceUrgently(failed.message);
      },
    );
  const Mark = copied ? Check : ClipboardList;
  return (
    <>
      {error ? <span className="doctor-copy-error">{error.message}</span> : null}
      <Button title={doctor.reportHelp} onClick={() => void copy()}>
        <Mark size={14} aria-hidden />
        {copied ? doctor.reportCopied : doctor.copyReport}
      </Button>
    </>
  );
}
