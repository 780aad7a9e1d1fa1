import { create } from 'zustand';

/** Which dialog of the view stands open; buttons and the palette open it. */
export const useOpenDialog = create<{ dialog: 'trash' | 'space' | null }>()(() => ({ dialog: null }));
