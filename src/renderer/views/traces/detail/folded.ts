import { create } from 'zustand';

type Section = 'commands' | 'output';

/** Which sections stand open; they stay so from trace to trace. */
export const useUnfolded = create<Record<Section, boolean>>()(() => ({ commands: false, output: false }));
export const unfold = (section: Section, open: boolean): void => useUnfolded.setState({ [section]: open });
