/** An instruction of a Containerfile, see docs.docker.com, "Dockerfile reference". */
export interface Instruction {
  /** In capitals. */
  keyword: string;
  /** The rest, with continued lines joined and without comments. Documents (`<<EOF`) are not included. */
  rest: string;
  /** Index of the line after the instruction, including its documents. */
  endLine: number;
}

const ESCAPE_DIRECTIVE = /^#\s*escape\s*=\s*([\\`])\s*$/i;
const DIRECTIVE = /^#\s*[a-z]+\s*=/i;
/** Instructions that can have documents. */
const WITH_DOCUMENTS = ['RUN', 'COPY', 'ADD'];
const DOCUMENT = /(?:^|\s)\d*<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_.]*)\2(?=\s|$)/g;

/** Splits a Containerfile into instructions. Keeps what it does not know, since the engine judges it. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const escapeSign = escapeOf(lines);
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; ) {
    const begin = at;
    if (isBlank(lines[at]) || isComment(lines[at])) {
      at += 1;
      continue;
    }
    const parts: string[] = [];
    for (; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      if (at > begin && (isBlank(line) || isComment(line))) continue; // allowed between continued lines
      const continued = line.trimEnd().endsWith(escapeSign);
      parts.push(continued ? line.trimEnd().slice(0, -1) : line);
      if (!continued) break;
    }
    at = Math.min(at + 1, lines.length);
    const [, keyword = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(parts.join(' ')) ?? [];
    if (WITH_DOCUMENTS.includes(keyword.toUpperCase())) at = afterDocuments(lines, at, rest);
    found.push({ keyword: keyword.toUpperCase(), rest: rest.trim(), endLine: at });
  }
  return found;
}

function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    if (!DIRECTIVE.test(line)) return '\\'; // directives come first
    const escapeSign = ESCAPE_DIRECTIVE.exec(line)?.[1];
    if (escapeSign !== undefined) return escapeSign;
  }
  return '\\';
}

/** @returns the index of the line after the documents that an instruction names. A document without an end is none */
function afterDocuments(lines: readonly string[], start: number, rest: string): number {
  let at = start;
  for (const [, dash, , name] of rest.matchAll(DOCUMENT)) {
    const isEnd = (line: string): boolean => (dash === '-' ? line.replace(/^\t+/, '') : line) === name;
    const end = lines.findIndex((line, index) => index >= at && isEnd(line));
    if (end === -1) return start;
    at = end + 1;
  }
  return at;
}

const isBlank = (line = ''): boolean => line.trim() === '';
const isComment = (line = ''): boolean => line.trimStart().startsWith('#');
