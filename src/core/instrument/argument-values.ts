/** Values of build arguments by their names. */
export type Values = ReadonlyMap<string, string>;

const REFERENCE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-+])([^}]*))?\})/g;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+value}`, as engines do in FROM and COPY.
 * @returns undefined if a value is not known
 */
export function expand(text: string, values: Values): string | undefined {
  let isKnown = true;
  const expanded = text.replace(REFERENCE, (_all, plain?: string, braced?: string, sign?: string, other = '') => {
    const value = values.get(plain ?? braced ?? '');
    if (sign === '-') return value || other;
    if (sign === '+') return value ? other : '';
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? expanded : undefined;
}

export const unquoted = (text: string): string => /^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text;
