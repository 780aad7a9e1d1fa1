import type { Check } from '@shared/model/capabilities';

/** The result of a check. Its title and group are in the list of checks. */
export interface Finding {
  state: Check['state'];
  summary: string;
  why?: string;
  /** A command to copy, if only the user may run it. */
  remedy?: string;
  /** A command that needs no privilege and can be undone. The app shows it instead of `remedy`, and runs it on request. */
  fix?: readonly [program: string, ...args: string[]];
}
