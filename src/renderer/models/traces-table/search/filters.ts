import { isLossy } from '@shared/model/loss';
import { TRACE_STATES, type TraceRow } from '@shared/model/trace-record';
import { type Comparison, compareBytes, compareCount, compareDuration, momentOf } from './quantities';

export type RowTest = (row: TraceRow) => boolean;

/** Creates the test from the lower-case text after the colon. Returns null if the value is invalid. */
type Reader = (value: string, quoted: boolean) => RowTest | null;

/** A prefix of a name matches, unless it is quoted. */
const named =
  (namesOf: (row: TraceRow) => readonly string[]): Reader =>
  (value, quoted) =>
  (row) =>
    namesOf(row).some((name) => {
      const small = name.toLowerCase();
      return quoted ? small === value : small.startsWith(value);
    });

const holding =
  (textOf: (row: TraceRow) => string): Reader =>
  (value) =>
  (row) =>
    textOf(row).toLowerCase().includes(value);

/** An unknown figure matches no comparison. */
const measured =
  (figureOf: (row: TraceRow) => number | null, read: (value: string) => Comparison | null): Reader =>
  (value) => {
    const fits = read(value);
    if (!fits) return null;
    return (row) => {
      const figure = figureOf(row);
      return figure !== null && fits(figure);
    };
  };

const dated =
  (fits: (recordedAt: number, moment: number) => boolean): Reader =>
  (value) => {
    const moment = momentOf(value);
    return moment === null ? null : (row) => fits(Date.parse(row.createdAt), moment);
  };

const lost: Reader = (value) => {
  if (value !== 'yes' && value !== 'no') return null;
  return (row) => {
    const lossy = isLossy(row);
    return lossy !== null && lossy === (value === 'yes');
  };
};

const imported: Reader = (value) => {
  if (value !== 'yes' && value !== 'no') return null;
  return (row) => (row.imported !== null) === (value === 'yes');
};

const state: Reader = (value) => {
  const wanted = TRACE_STATES.filter((one) => one.startsWith(value));
  return wanted.length === 0 ? null : (row) => wanted.includes(row.state);
};

/** The filters that the search field supports in addition to words. */
export const FILTERS = {
  engine: named((row) => [row.engine]),
  image: holding((row) => row.image),
  command: holding((row) => row.command),
  tag: named((row) => row.tags),
  domain: named((row) => row.domains),
  lost,
  after: dated((recordedAt, moment) => recordedAt >= moment),
  before: dated((recordedAt, moment) => recordedAt < moment),
  state,
  imported,
  exit: measured((row) => row.exitCode, compareCount),
  size: measured((row) => row.sizeBytes, compareBytes),
  duration: measured((row) => row.durationMs, compareDuration),
  events: measured((row) => row.events, compareCount),
} as const satisfies Record<string, Reader>;

export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];
export const isFilter = (name: string): name is FilterName => Object.hasOwn(FILTERS, name);

/** The possible values of a filter, if they can be listed. */
export function valuesOf(name: FilterName, rows: readonly TraceRow[]): string[] {
  if (name === 'lost' || name === 'imported') return ['yes', 'no'];
  if (name === 'state') return [...TRACE_STATES];
  if (name === 'domain') return ['kernel', 'userspace'];
  const found = new Set<string>();
  for (const row of rows) {
    if (name === 'engine' && row.engine) found.add(row.engine);
    if (name === 'image' && row.image) found.add(row.image);
    if (name === 'tag') for (const tag of row.tags) found.add(tag);
  }
  return [...found].sort((a, b) => a.localeCompare(b));
}
