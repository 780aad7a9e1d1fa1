import { create } from 'zustand';

interface OpenDialog {
  dialog: 'trash' | 'space' | 'compare' | null;
  /** The two compared traces, in order. */
  pair: readonly [string, string] | null;
}

/** The open dialog of the view. Buttons and the palette open it. */
export const useOpenDialog = create<OpenDialog>()(() => ({ dialog: null, pair: null }));
