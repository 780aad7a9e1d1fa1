import type { TraceRow } from '@shared/model/trace-record';
import type { RunConfig } from '@shared/request/run-config';
import { useEffect, useState } from 'react';
import { ask } from '../../../bridge';
import { useTraces } from '../../../stores/traces';

/** The maximum number of traces of the image and command that are compared. */
const MAX_COMPARED = 3;

export interface Estimate {
  sizeBytes: number;
  /** When the trace was recorded that the estimate is based on, ISO 8601. */
  recordedAt: string;
}

/** The size of the newest trace with the same image, command, repeats and events; null if there is none. */
export function useEstimate(config: RunConfig | null): Estimate | null {
  const rows = useTraces((state) => state.rows);
  const [estimate, setEstimate] = useState<{ key: string; found: Estimate | null } | null>(null);
  const key = config ? JSON.stringify(kindOf(config)) : null;
  const candidates = config ? sameCommand(rows ?? [], config) : [];
  const ids = candidates.map((row) => row.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids are the candidates
  useEffect(() => {
    if (key === null) return;
    let stale = false;
    newestOfKind(candidates, key).then(
      (found) => (stale ? undefined : setEstimate({ key, found })),
      // A trace that was deleted meanwhile gives no estimate. A missing estimate is not reported.
      () => (stale ? undefined : setEstimate({ key, found: null })),
    );
    return () => {
      stale = true;
    };
  }, [key, ids]);
  return estimate !== null && estimate.key === key ? estimate.found : null;
}

function sameCommand(rows: readonly TraceRow[], { target, command }: RunConfig): TraceRow[] {
  if (target.kind !== 'container') return [];
  const text = command.join(' ');
  return rows
    .filter((row) => row.state === 'ready' && row.image === target.image && row.command === text)
    .filter((row) => row.sizeBytes !== null && row.sizeBytes > 0)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, MAX_COMPARED);
}

const kindOf = ({ target, command, repeat, recording, limits }: RunConfig) => [
  target.kind === 'container' ? [target.image, target.entrypoint] : null,
  command,
  repeat,
  recording,
  limits,
];

async function newestOfKind(candidates: readonly TraceRow[], key: string): Promise<Estimate | null> {
  for (const row of candidates) {
    const { config } = await ask('traces:config', { id: row.id });
    if (config && JSON.stringify(kindOf(config)) === key)
      return { sizeBytes: row.sizeBytes ?? 0, recordedAt: row.createdAt };
  }
  return null;
}
