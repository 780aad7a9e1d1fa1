import { create } from 'zustand';

export const VIEWS = ['record', 'traces', 'trace', 'doctor', 'settings'] as const;
export type ViewId = (typeof VIEWS)[number];

const KEY = 'view';
const isView = (text: string | null): text is ViewId => VIEWS.some((view) => view === text);
const lastView = (): ViewId => {
  const kept = localStorage.getItem(KEY);
  return isView(kept) ? kept : 'record';
};

interface ViewState {
  view: ViewId;
  /** The element that gets the focus when the view is shown: its id, null for the heading, undefined to leave the focus. */
  focus: string | null | undefined;
  /** @param focus the id of the element that gets the focus. Omitted: the view's heading */
  go(view: ViewId, focus?: string): void;
  /** Called when the requested element has the focus. */
  focused(): void;
}

/** The open view. It is open again at the next start. */
export const useView = create<ViewState>()((set, get) => ({
  view: lastView(),
  focus: undefined,
  go(view, focus) {
    localStorage.setItem(KEY, view);
    if (view !== get().view || focus !== undefined) set({ view, focus: focus ?? null });
  },
  focused: () => set({ focus: undefined }),
}));
