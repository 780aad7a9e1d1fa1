import { create } from 'zustand';

export const VIEWS = ['record', 'traces', 'doctor', 'settings'] as const;
export type ViewId = (typeof VIEWS)[number];

const KEY = 'view';
const isView = (text: string | null): text is ViewId => VIEWS.some((view) => view === text);
const lastView = (): ViewId => {
  const kept = localStorage.getItem(KEY);
  return isView(kept) ? kept : 'record';
};

interface ViewState {
  view: ViewId;
  /** Where the focus goes when the view is there: the id of an element, null for its heading; undefined: it stays. */
  focus: string | null | undefined;
  /** @param focus the id of the element that gets the focus, left out: the view's heading */
  go(view: ViewId, focus?: string): void;
  /** The focus is where it was wanted. */
  focused(): void;
}

/** Which view is open; the last one is open again at the next start. */
export const useView = create<ViewState>()((set, get) => ({
  view: lastView(),
  focus: undefined,
  go(view, focus) {
    localStorage.setItem(KEY, view);
    if (view !== get().view || focus !== undefined) set({ view, focus: focus ?? null });
  },
  focused: () => set({ focus: undefined }),
}));
