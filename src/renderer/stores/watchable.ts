import type { Watchable, WatchableQuery } from '@shared/images/watchable';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';

interface WatchableStore {
  /** The answers by query, see watchableKey; undefined until the first answer. */
  answers: Record<string, Watchable | undefined>;
  /** Reads the functions of a program, unless they were read before. A failure is an answer, and is asked again. */
  ask(query: WatchableQuery): Promise<void>;
}

export const watchableKey = (query: WatchableQuery): string => JSON.stringify(query);

/** The answers have up to some hundred kilobytes each. */
const MOST_ANSWERS = 20;
const running = new Set<string>();

export const useWatchable = create<WatchableStore>()((set, get) => ({
  answers: {},
  async ask(query) {
    const key = watchableKey(query);
    if (running.has(key) || get().answers[key]?.problem === null) return;
    running.add(key);
    const answer = await ask('images:watchable', query).catch((thrown: unknown): Watchable => {
      const { message, hint } = errorOf(thrown);
      return { file: null, functions: [], problem: { message, hint: hint ?? '' } };
    });
    running.delete(key);
    const others = Object.entries(get().answers).filter(([other]) => other !== key);
    set({ answers: { ...Object.fromEntries(others.slice(1 - MOST_ANSWERS)), [key]: answer } });
  },
}));
