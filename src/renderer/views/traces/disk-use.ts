import type { DiskUse } from '@shared/model/disk-use';
import { useCallback, useEffect, useState } from 'react';
import { ask } from '../../bridge';
import { useTraces } from '../../stores/traces';
import { useTrash } from '../../stores/traces-trash';

/** A burst of changes is one question: folders are weighed for it. */
const CALM_MS = 250;

/** What the library holds on its disk, asked again whenever traces or the trash changed; null while nobody knows. */
export function useDiskUse(): { use: DiskUse | null; askDiskUse(): Promise<void> } {
  const rows = useTraces((state) => state.rows);
  const trash = useTrash((state) => state.trash);
  const [use, setUse] = useState<DiskUse | null>(null);
  const askDiskUse = useCallback(async () => {
    // The list tells why the library cannot be read.
    setUse(await ask('traces:disk-use', null).catch(() => null));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reason to ask again
  useEffect(() => {
    const timer = setTimeout(() => void askDiskUse(), CALM_MS);
    return () => clearTimeout(timer);
  }, [rows, trash, askDiskUse]);
  return { use, askDiskUse };
}
