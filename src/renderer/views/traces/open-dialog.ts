import { create } from 'zustand';

interface OpenDialog {
  dialog: 'trash' | 'space' | 'compare' | null;
  /** The two traces that are compared, in their order. */
  pair: readonly [string, string] | null;
}

/** Which dialog of the view stands open; buttons and the palette open it. */
export const useOpenDialog = create<OpenDialog>()(() => ({ dialog: null, pair: null }));
