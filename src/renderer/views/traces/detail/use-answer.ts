import type { ErrorData } from '@shared/model/app-error';
import { useEffect, useState } from 'react';
import { errorOf } from '../../../bridge';

type Answered<T> = { status: 'reading' } | { status: 'ready'; value: T } | { status: 'failed'; error: ErrorData };

/**
 * Loads data of one trace from main.
 * @param read a constant of the module, or memoised
 * @param change the data is loaded again when this value changes
 */
export function useAnswer<T>(read: (id: string) => Promise<T>, id: string, change: unknown): Answered<T> {
  const [answer, setAnswer] = useState<Answered<T>>({ status: 'reading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: load again when it changes
  useEffect(() => {
    let wanted = true;
    read(id).then(
      (value) => wanted && setAnswer({ status: 'ready', value }),
      (thrown: unknown) => wanted && setAnswer({ status: 'failed', error: errorOf(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [read, id, change]);
  return answer;
}
