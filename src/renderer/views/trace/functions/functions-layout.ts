import { create } from 'zustand';

export const FUNCTION_LAYOUTS = ['list', 'top-down', 'bottom-up'] as const;
export type FunctionLayout = (typeof FUNCTION_LAYOUTS)[number];

/** Whether functions are listed or shown as a tree. Kept while the window is open. */
export const useFunctionsLayout = create<{ layout: FunctionLayout; show(layout: FunctionLayout): void }>()((set) => ({
  layout: 'list',
  show: (layout) => set({ layout }),
}));
