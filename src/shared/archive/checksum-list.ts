/** A file's checksum: 64 hex digits, and its path below the top folder. */
export interface Checksum {
  sha256: string;
  path: string;
}

/** The only escapes that sha256sum(1) writes, and reads (GNU coreutils, src/digest.c, `filename_unescape`). */
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };
const NEEDS_ESCAPE = /[\\\n\r]/g;
const ESCAPE = /\\[\s\S]?/g;
const escapeOf = (char: string): string => Object.keys(ESCAPES).find((key) => ESCAPES[key] === char) ?? char;

/**
 * Formats one line as sha256sum(1) does. Escapes a backslash, newline or carriage return in the name, and then starts the
 * line with a backslash.
 */
export function checksumLine({ sha256, path }: Checksum): string {
  const escaped = path.replace(NEEDS_ESCAPE, escapeOf);
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}

/** The digest, a space, a space or an asterisk (binary mode), the name. */
const LINE = /^(\\?)([0-9a-f]{64}) [ *]([^\n]+)$/;

/** @returns undefined when a line is not in the format of sha256sum */
export function parseChecksums(text: string): Checksum[] | undefined {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const checksums: Checksum[] = [];
  for (const line of lines) {
    const [, escaped, sha256, name] = LINE.exec(line) ?? [];
    const path = escaped === '\\' ? unescaped(name ?? '') : name;
    if (sha256 === undefined || path === undefined) return undefined;
    checksums.push({ sha256, path });
  }
  return checksums;
}

/** @returns undefined for an unknown escape sequence */
function unescaped(name: string): string | undefined {
  const escapes = name.match(ESCAPE) ?? [];
  if (escapes.some((pair) => ESCAPES[pair] === undefined)) return undefined;
  return name.replace(ESCAPE, (pair) => ESCAPES[pair] ?? pair);
}
