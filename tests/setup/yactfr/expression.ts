/**
 * The value of an expression of +, -, * and parentheses over integers, names and numbers with a fraction.
 * Integers are bigints, since some do not fit in a double.
 */
export function evaluate(text: string, lookUp: (name: string) => number | bigint): number | bigint {
  if (/^\s*-?\d+\.\d*\s*$/.test(text)) return Number(text);
  const tokens = text.match(/0x[0-9a-fA-F]+|\w+|[-+*()]/g) ?? [];
  let at = 0;
  const factor = (): bigint => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`no expression: ${text}`);
    if (token === '-') return -factor();
    if (token === '(') {
      const value = sum();
      at++;
      return value;
    }
    return /^\d/.test(token) ? BigInt(token) : BigInt(lookUp(token));
  };
  const product = (): bigint => {
    let value = factor();
    while (tokens[at] === '*') {
      at++;
      value *= factor();
    }
    return value;
  };
  const sum = (): bigint => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const isPlus = tokens[at++] === '+';
      const other = product();
      value += isPlus ? other : -other;
    }
    return value;
  };
  return sum();
}
