import type { DiskUse } from '@shared/model/disk-use';
import { useEffect, useState } from 'react';
import { ask } from '../../bridge';
import { useTraces } from '../../stores/traces';
import { useTrash } from '../../stores/traces-trash';

/** What the library holds on its disk, asked again whenever traces or the trash changed; null while nobody knows. */
export function useDiskUse(): DiskUse | null {
  const rows = useTraces((state) => state.rows);
  const trash = useTrash((state) => state.trash);
  const [use, setUse] = useState<DiskUse | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reason to ask again
  useEffect(() => {
    let wanted = true;
    ask('traces:disk-use', null).then(
      (answer) => wanted && setUse(answer),
      () => wanted && setUse(null), // the list tells why the library cannot be read
    );
    return () => {
      wanted = false;
    };
  }, [rows, trash]);
  return use;
}
