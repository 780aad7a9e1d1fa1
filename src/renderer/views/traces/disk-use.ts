import type { DiskUse } from '@shared/model/disk-use';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../../bridge';
import { useTraces } from '../../stores/traces';
import { useTrash } from '../../stores/traces-trash';

/** A burst of changes causes one request, because main measures folders for it. */
const CALM_MS = 250;

/** The disk use of the library, loaded again whenever traces or the trash change; null until it is known. */
export function useDiskUse(): { use: DiskUse | null; askDiskUse(): Promise<void> } {
  const rows = useTraces((state) => state.rows);
  const trash = useTrash((state) => state.trash);
  const [use, setUse] = useState<DiskUse | null>(null);
  const askDiskUse = useCallback(async () => {
    // The list reports why the library cannot be read.
    setUse(await ask('traces:disk-use', null).catch(() => null));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: load again when they change
  useEffect(() => {
    const timer = setTimeout(() => void askDiskUse(), CALM_MS);
    return () => clearTimeout(timer);
  }, [rows, trash, askDiskUse]);
  return { use, askDiskUse };
}
