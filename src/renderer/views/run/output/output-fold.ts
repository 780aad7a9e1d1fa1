import { create } from 'zustand';
import { type Action, knowActions } from '../../../stores/actions';
import { texts } from '../../../texts/en';

interface OutputFold {
  /** Null until the user folds or opens the output, which is open at first. */
  isOpen: boolean | null;
  set(isOpen: boolean | null): void;
}

/** Whether the output of an ended run is shown. */
export const useOutputFold = create<OutputFold>()((set) => ({
  isOpen: null,
  set: (isOpen) => set({ isOpen }),
}));

export const OUTPUT_FOLD_KEY = 'O';

export const OUTPUT_FOLD_ACTIONS: readonly Action[] = [
  {
    id: 'run.output',
    title: texts.run.toggleOutput,
    group: 'run',
    keys: OUTPUT_FOLD_KEY,
    run() {
      const { isOpen, set } = useOutputFold.getState();
      set(!(isOpen ?? true));
    },
  },
];
knowActions(OUTPUT_FOLD_ACTIONS);
