/** A file's checksum: 64 hex digits, and its path below the top folder. */
export interface Checksum {
  sha256: string;
  path: string;
}

/**
 * One line as sha256sum(1) writes it and `--check` reads it: where a name holds a backslash, a newline or a carriage return these
 * are escaped and a backslash stands before the line.
 */
export function checksumLine({ sha256, path }: Checksum): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}

const LINE = /^(\\?)([0-9a-f]{64}) [ *]([^\n]+)$/;
const ESCAPES: Record<string, string> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

/** @returns undefined when a line is none of sha256sum's */
export function parseChecksums(text: string): Checksum[] | undefined {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const checksums: Checksum[] = [];
  for (const line of lines) {
    const [, escaped, sha256, name] = LINE.exec(line) ?? [];
    if (sha256 === undefined || name === undefined) return undefined;
    checksums.push({ sha256, path: escaped ? name.replace(/\\[\\nr]/g, (pair) => ESCAPES[pair] ?? pair) : name });
  }
  return checksums;
}
