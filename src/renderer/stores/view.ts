import { create } from 'zustand';

export const VIEWS = ['record', 'traces', 'doctor'] as const;
export type ViewId = (typeof VIEWS)[number];

const KEY = 'view';
const isView = (text: string | null): text is ViewId => VIEWS.some((view) => view === text);
const lastView = (): ViewId => {
  const kept = localStorage.getItem(KEY);
  return isView(kept) ? kept : 'record';
};

interface ViewState {
  view: ViewId;
  go(view: ViewId): void;
}

/** Which view is open; the last one is open again at the next start. */
export const useView = create<ViewState>()((set) => ({
  view: lastView(),
  go(view) {
    localStorage.setItem(KEY, view);
    set({ view });
  },
}));
