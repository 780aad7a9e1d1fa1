import { useEffect } from 'react';
import { create } from 'zustand';

/** The headings of the palette and of the sheet of keys, in their order. */
export const ACTION_GROUPS = ['record', 'run', 'traces', 'doctor', 'go', 'settings', 'help'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** Something that the app can do, with a name and perhaps a key. */
export interface Action {
  /** `run.stop`; no two registered actions have the same. */
  id: string;
  /** A command, sentence case: "Stop and keep the recording". */
  title: string;
  group: ActionGroup;
  /** As aria-keyshortcuts writes it: `Control+K`, `F2`, `Delete`, `Control+Enter`, `Control+.` */
  keys?: string;
  /** Whether the key works now; left out: in every view. The palette offers the action either way. */
  keysWhen?(): boolean;
  /** Search terms by which the palette also finds it. */
  searchTerms?: string;
  /** Whether it can be done now; left out: always. What cannot be done is not offered, and its key does nothing. */
  when?(): boolean;
  /** What goes wrong is told by the store that does the work, never thrown. */
  run(): unknown;
}

interface ActionStore {
  /** In the order in which they were registered. */
  actions: readonly Action[];
  /** All that were ever registered or named, also those of views that are not open: for the sheet of keys. */
  known: ReadonlyMap<string, Action>;
  know(actions: readonly Action[]): void;
  /** @returns unregisters them @throws Error when an id is registered already */
  register(actions: readonly Action[]): () => void;
}

/**
 * Every action of the app: the palette, the keys, the sheet of keys and the menus are made from it, and from nothing
 * else. `when` and `run` read the stores at the moment they are called (`useRun.getState()`).
 */
export const useActionStore = create<ActionStore>()((set, get) => ({
  actions: [],
  known: new Map(),
  know: (added) => set({ known: new Map([...get().known, ...added.map((one) => [one.id, one] as const)]) }),
  register(added) {
    const taken = added.find(({ id }) => get().actions.some((one) => one.id === id));
    if (taken) throw new Error(`The action ${taken.id} is registered twice.`);
    get().know(added);
    set({ actions: [...get().actions, ...added] });
    return () => set({ actions: get().actions.filter((one) => !added.includes(one)) });
  },
}));

/**
 * Offers the actions of a view while it is open. What is possible in every view belongs into frame/frame-actions.ts.
 * @param actions a constant of the module, or memoised: another array is another registration
 */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => useActionStore.getState().register(actions), [actions]);
}

/** Puts the keys of a view onto the sheet of keys before it is opened: called once by the view's module. */
export const knowActions = (actions: readonly Action[]): void => useActionStore.getState().know(actions);

/** What can be done now, by group and in the order of registration. */
export function possibleActions(): Action[] {
  const possible = useActionStore.getState().actions.filter((action) => action.when?.() ?? true);
  return ACTION_GROUPS.flatMap((group) => possible.filter((action) => action.group === group));
}

/** The possible action of a key; of several the one registered last, which is that of the open view. */
export function actionOfKeys(keys: string): Action | undefined {
  const { actions } = useActionStore.getState();
  return actions.findLast(
    (action) => action.keys === keys && (action.keysWhen?.() ?? true) && (action.when?.() ?? true),
  );
}
