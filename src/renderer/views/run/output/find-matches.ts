import type { OutputLine } from '@shared/model/output-lines';
import { withoutColours } from '@shared/model/shown-output';
import type { Segment } from './styled-line';

export interface Match {
  /** The index among the kept lines. */
  line: number;
  /** The range in the line's plain text; the end is exclusive. */
  start: number;
  end: number;
}

/** More matches than anybody steps through. */
export const MOST_MATCHES = 10_000;

/** Finds every occurrence of the text, ignoring case, from the first line on; at most MOST_MATCHES. */
export function findMatches(lines: readonly OutputLine[], query: string): Match[] {
  if (query === '') return [];
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  const found: Match[] = [];
  for (const [line, { shown }] of lines.entries())
    for (const match of withoutColours(shown).matchAll(pattern)) {
      if (found.length >= MOST_MATCHES) return found;
      found.push({ line, start: match.index, end: match.index + match[0].length });
    }
  return found;
}

export interface MarkedSegment extends Segment {
  /** Where it starts in the line's plain text. */
  at: number;
  match: Match | null;
}

/** Cuts a line's segments at the matches in it, so that each segment is entirely inside or outside a match. */
export function markSegments(segments: readonly Segment[], matches: readonly Match[]): MarkedSegment[] {
  const marked: MarkedSegment[] = [];
  let at = 0;
  for (const { text, className } of segments) {
    const end = at + text.length;
    const edges = matches.flatMap((match) => [match.start, match.end]).filter((edge) => edge > at && edge < end);
    for (const [index, from] of [at, ...edges].entries()) {
      const to = edges[index] ?? end;
      const match = matches.find((one) => one.start <= from && from < one.end) ?? null;
      if (to > from) marked.push({ text: text.slice(from - at, to - at), className, at: from, match });
    }
    at = end;
  }
  return marked;
}
