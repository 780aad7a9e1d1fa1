import { create } from 'zustand';

interface RowMemory {
  /** Memory in use of rows in sight, as text, by row. */
  texts: ReadonlyMap<number, string>;
  set(texts: ReadonlyMap<number, string>): void;
}

/** The memory in use that the newest picture shows. */
export const useRowMemory = create<RowMemory>()((set) => ({ texts: new Map(), set: (texts) => set({ texts }) }));
