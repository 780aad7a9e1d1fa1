import type { Check } from '@shared/model/capabilities';

/** What a check found; its title and place are in the list of checks. */
export interface Finding {
  state: Check['state'];
  summary: string;
  why?: string;
  /** A command to copy, for what only the user may do. */
  remedy?: string;
  /** A command that needs no privilege and can be taken back: it is shown, and run on request. Stands in for `remedy`. */
  fix?: readonly [program: string, ...args: string[]];
}
