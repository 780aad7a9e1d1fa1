import { useEffect } from 'react';
import { ask } from '../../bridge';
import { useTraces } from '../traces';

/**
 * Has main start the process of a trace ahead while the list shows traces, and again with each selection, since an unused process ends.
 * A failure has no consequence: opening a trace starts its process.
 */
export function usePreparedTrace(): void {
  const id = useTraces(({ selectedId, rows }) => selectedId ?? rows?.[0]?.id);
  useEffect(() => {
    if (id === undefined) return;
    const idle = requestIdleCallback(() => void ask('trace-view:prepare', { id }).catch(() => undefined));
    return () => cancelIdleCallback(idle);
  }, [id]);
}
