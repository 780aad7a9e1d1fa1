import type { Locator } from '@playwright/test';

/** Called in each state of the window, when it is complete, with the state's name. */
export type Visit = (state: string, how?: VisitHow) => Promise<void>;

interface VisitHow {
  /** Worth a look at every size. */
  main?: boolean;
  /** What must be in sight, whatever the size. */
  at?: Locator;
}
