import { useEffect } from 'react';
import { create } from 'zustand';

/** The headings of the palette and of the sheet of keys, in order. */
export const ACTION_GROUPS = ['record', 'run', 'traces', 'trace', 'doctor', 'go', 'settings', 'help'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** An action of the app, with a name and optionally a key. */
export interface Action {
  /** `run.stop`. Unique among registered actions. */
  id: string;
  /** A command, sentence case: "Stop and keep the recording". */
  title: string;
  group: ActionGroup;
  /** As aria-keyshortcuts writes it: `Control+K`, `F2`, `Delete`, `Control+Enter`, `Control+.` */
  keys?: string;
  /** Further keys of the action. */
  moreKeys?: readonly string[];
  /** Whether the action runs again and again while its key is held. */
  repeats?: boolean;
  /** Whether the key works now. Omitted: in every view. The palette lists the action either way. */
  keysWhen?(): boolean;
  /** Search terms by which the palette also finds it. */
  searchTerms?: string;
  /** Whether the action is possible now. Omitted: always. Impossible actions are not listed, and their keys do nothing. */
  when?(): boolean;
  /** Never throws: the store that does the work reports the error. */
  run(): unknown;
}

interface ActionStore {
  /** In the order in which they were registered. */
  actions: readonly Action[];
  /** All actions ever registered or named, also those of views that are not open, for the sheet of keys. */
  known: ReadonlyMap<string, Action>;
  know(actions: readonly Action[]): void;
  /** @returns unregisters them @throws Error when an id is registered already */
  register(actions: readonly Action[]): () => void;
}

/**
 * Every action of the app. The palette, the keys, the sheet of keys and the menus are generated from this list
 * only. `when` and `run` read the stores when they are called (`useRun.getState()`).
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
 * Registers the actions of a view while it is open. Actions that are possible in every view belong in frame/frame-actions.ts.
 * @param actions a constant of the module, or memoised: every new array is registered again
 */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => useActionStore.getState().register(actions), [actions]);
}

/** Lists the keys of a view on the sheet of keys before the view is opened. Called once by the view's module. */
export const knowActions = (actions: readonly Action[]): void => useActionStore.getState().know(actions);

/** The actions that are possible now, by group and in the order of registration. */
export function possibleActions(): Action[] {
  const possible = useActionStore.getState().actions.filter((action) => action.when?.() ?? true);
  return ACTION_GROUPS.flatMap((group) => possible.filter((action) => action.group === group));
}

const hasKeys = (action: Action, keys: string): boolean =>
  action.keys === keys || (action.moreKeys?.includes(keys) ?? false);

/** The possible action of a key. If there are several, the last one registered, which belongs to the open view. */
export function actionOfKeys(keys: string): Action | undefined {
  const { actions } = useActionStore.getState();
  return actions.findLast(
    (action) => hasKeys(action, keys) && (action.keysWhen?.() ?? true) && (action.when?.() ?? true),
  );
}
