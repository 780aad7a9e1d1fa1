import { create } from 'zustand';

type Overlay = 'palette' | 'keys';

interface OverlayState {
  open: Overlay | null;
  show(overlay: Overlay): void;
  close(): void;
}

/** The open overlay of the frame: the palette or the sheet of keys. */
export const useOverlay = create<OverlayState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
