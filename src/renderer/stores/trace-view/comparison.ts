import type { EventDensity, TraceFacts } from '@shared/trace-view/trace-facts';
import { create } from 'zustand';
import type { Alignment } from '../../models/trace-view/alignment';

interface Comparison {
  /** The trace that the opened one is compared with, once it is known; null without a comparison. The overview shows it too. */
  other: { facts: TraceFacts; density: EventDensity } | null;
  alignment: Alignment;
  show(other: Comparison['other']): void;
  align(alignment: Alignment): void;
}

export const useComparison = create<Comparison>()((set) => ({
  other: null,
  alignment: 'start',
  show: (other) => set({ other }),
  align: (alignment) => set({ alignment }),
}));
