/** Lower-case hexadecimal digits of bytes, two for each. */
export const hexDigits = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
