let loaded: Promise<typeof import('execa')> | undefined;

/** Loads execa when it is first needed. Afterwards its file is not needed any more. */
export function loadExeca(): Promise<typeof import('execa')> {
  loaded ??= import('execa');
  return loaded;
}
