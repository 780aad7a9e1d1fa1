import type { ErrorData } from '@shared/model/app-error';
import type { RunConfig } from '@shared/request/run-config';
import { useEffect, useState } from 'react';
import { ask, errorOf } from '../../../bridge';

export interface RecordedConfig {
  isReading: boolean;
  /** Null for a trace from elsewhere. */
  value: RunConfig | null;
  /** Whether the request was imported, so that its author is unknown. */
  isImported: boolean;
  error: ErrorData | null;
}

const READING: RecordedConfig = { isReading: true, value: null, isImported: false, error: null };

/** The request with which a trace was recorded. */
export function useRecordedConfig(id: string): RecordedConfig {
  const [answer, setAnswer] = useState(READING);
  useEffect(() => {
    let isWanted = true;
    ask('traces:config', { id }).then(
      ({ config, isImported }) => isWanted && setAnswer({ isReading: false, value: config, isImported, error: null }),
      (thrown: unknown) => isWanted && setAnswer({ ...READING, isReading: false, error: errorOf(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  return answer;
}
