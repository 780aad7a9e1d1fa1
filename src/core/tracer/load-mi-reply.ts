let loaded: Promise<typeof import('./mi-reply')> | undefined;

/** Loads the reader of lttng's replies when it is first needed. Afterwards its file is not needed any more. */
export function loadMiReply(): Promise<typeof import('./mi-reply')> {
  loaded ??= import('./mi-reply');
  return loaded;
}
