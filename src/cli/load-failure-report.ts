let loaded: Promise<typeof import('./report-failure')> | undefined;

/** Loads the report of a failure when it is first needed. Afterwards its file is not needed any more. */
export function loadFailureReport(): Promise<typeof import('./report-failure')> {
  loaded ??= import('./report-failure');
  return loaded;
}
