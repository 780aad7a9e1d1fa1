import type { Readable } from 'node:stream';
import {
  type InstrumentSummary,
  SKIP_REASONS,
  type SkipReason,
  type SourceFile,
} from '@shared/instrument/instrument-report';
import { stripControls } from '@shared/model/plain-text';
import { walkImage } from '../images/walk-image';

/** Bound of one stage's report. A line has about 80 bytes. */
const MOST_BYTES = 16 * 1024 * 1024;
const LONGEST_PATH_CHARS = 1_000;
/** One path for each stage, see insert.ts. */
const REPORT_FILE = /^\/\d+\/files$/;

export interface WrapperReport {
  summary: InstrumentSummary;
  /** Sorted by path. */
  sources: SourceFile[];
}

/** Reads the reports from the file system of the report stage. What is over the bound is not read. */
export async function readReportImage(stream: Readable, signal: AbortSignal): Promise<WrapperReport> {
  const texts: string[] = [];
  await walkImage(stream, signal, ({ path, kind }) => {
    if (kind !== 'file' || !REPORT_FILE.test(path)) return undefined;
    const pieces: Buffer[] = [];
    let bytes = 0;
    return {
      piece: (piece) => {
        bytes += piece.length;
        if (bytes <= MOST_BYTES) pieces.push(piece);
      },
      end: () => void texts.push(Buffer.concat(pieces).toString('utf8')),
    };
  });
  return reportOf(texts);
}

/**
 * Reads the lines of the wrapper: outcome, functions, inlined functions, folder and source, separated by tabs. Programs of the build
 * can write to the file, so other lines are ignored. A source that was compiled several times counts once, with its most functions.
 */
export function reportOf(texts: readonly string[]): WrapperReport {
  const sources = new Map<string, SourceFile>();
  const uncounted = new Set<string>();
  for (const line of texts.join('\n').split('\n')) {
    const [outcome = '', functions = '', inlined = '', folder, source, ...rest] = line.split('\t');
    if (folder === undefined || !source || rest.length > 0 || !isCount(functions) || !isCount(inlined)) continue;
    const skipped = isSkipReason(outcome) ? outcome : null;
    if (skipped === null && outcome !== 'instrumented' && outcome !== 'instrumented-lto') continue;
    const path = stripControls(source.startsWith('/') ? source : `${folder}/${source}`).slice(-LONGEST_PATH_CHARS);
    if (outcome === 'instrumented-lto') uncounted.add(path);
    const known = sources.get(path);
    const next = { path, functions: Number(functions), inlined: Number(inlined), skipped };
    if (!known || isBetter(next, known)) sources.set(path, next);
  }
  const all = [...sources.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { summary: { ...summaryOf(all), uncounted: uncounted.size }, sources: all };
}

/** An instrumented source comes before a skipped one, and more functions before fewer. */
const isBetter = (next: SourceFile, known: SourceFile): boolean =>
  next.skipped === null && (known.skipped !== null || next.functions > known.functions);

function summaryOf(sources: readonly SourceFile[]): Omit<InstrumentSummary, 'uncounted'> {
  const instrumented = sources.filter(({ skipped }) => skipped === null);
  const sum = (figure: (source: SourceFile) => number): number =>
    instrumented.reduce((total, source) => total + figure(source), 0);
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const { skipped: reason } of sources) if (reason !== null) skipped[reason] = (skipped[reason] ?? 0) + 1;
  return {
    files: instrumented.length,
    functions: sum((source) => source.functions),
    inlined: sum((source) => source.inlined),
    skipped,
  };
}

const isCount = (text: string): boolean => /^\d{1,7}$/.test(text);
const isSkipReason = (text: string): text is SkipReason => Object.hasOwn(SKIP_REASONS, text);
