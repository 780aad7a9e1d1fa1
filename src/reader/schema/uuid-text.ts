const TEXT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The UUID in lower-case digits with dashes; null for a text that is none. */
export const uuidText = (text: string | undefined): string | null =>
  text !== undefined && TEXT.test(text) ? text.toLowerCase() : null;
