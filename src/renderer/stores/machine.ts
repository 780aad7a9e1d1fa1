import { useEffect } from 'react';
import { create } from 'zustand';
import { ask } from '../bridge';

export interface Machine {
  memoryBytes: number;
  cpus: number;
}

const useMachineStore = create<{ machine: Machine | null }>()(() => ({ machine: null }));

/** Memory and processors, asked for once; null until they are known, and where main does not answer: then nothing is shown of them. */
export function useMachine(): Machine | null {
  const { machine } = useMachineStore();
  useEffect(() => {
    if (machine !== null) return;
    ask('app:info', null).then(
      ({ memoryBytes, cpus }) => useMachineStore.setState({ machine: { memoryBytes, cpus } }),
      () => undefined,
    );
  }, [machine]);
  return machine;
}
