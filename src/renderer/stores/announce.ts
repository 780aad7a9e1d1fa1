import { create } from 'zustand';

interface AnnounceState {
  polite: string;
  urgent: string;
  say(text: string): void;
  alert(text: string): void;
}

/** Messages for screen readers. frame/Announcer.tsx contains the live regions. */
export const useAnnounce = create<AnnounceState>()((set) => ({
  polite: '',
  urgent: '',
  say: (polite) => set({ polite }),
  alert: (urgent) => set({ urgent }),
}));

export const announce = (text: string): void => useAnnounce.getState().say(text);
export const announceUrgently = (text: string): void => useAnnounce.getState().alert(text);
