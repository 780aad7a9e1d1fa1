import { useEffect } from 'react';
import { create } from 'zustand';
import { ask } from '../bridge';

export interface Machine {
  memoryBytes: number;
  cpus: number;
}

const useMachineStore = create<{ machine: Machine | null }>()(() => ({ machine: null }));

/** Memory and processors, requested once. Null until they are known or if main fails: then the window shows nothing about them. */
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
