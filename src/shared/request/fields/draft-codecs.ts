import { z } from 'zod';
import { rowsOf } from '../../model/bounds';
import { commandLine } from '../command-line';
import { amountText, readAmount, type Units } from '../draft/amount';
import { commandProblemText, splitCommand } from '../split-command';
import type { DraftCodec, DraftContext } from './field';

/** Text of a form field; half-typed text is kept, so the bound is wide. */
export const draftText = z.string().max(200_000);

const trimmed = (text: string): string | undefined => text.trim() || undefined;

/** A line of text; empty leaves the field out. */
export const textDraft = <const Key extends string>(key: Key): DraftCodec<Key, string, string | undefined> => ({
  key,
  schema: draftText,
  empty: '',
  read: trimmed,
  write: (value) => value ?? '',
});

/**
 * A number, with or without a unit; empty leaves the field out.
 * @param units the first one is meant when none is typed
 * @param factor what one of the first unit is worth in the request: 1 048 576 for MiB in a request in bytes
 */
export function amountDraft<const Key extends string>(
  key: Key,
  units: Units,
  { factor = 1, usual, applies = () => true }: AmountOptions = {},
): DraftCodec<Key, string, number | undefined> {
  const read = (text: string): number | undefined => {
    const amount = readAmount(text, units);
    return amount === undefined || factor === 1 ? amount : Math.round(amount * factor);
  };
  return {
    key,
    schema: draftText,
    empty: '',
    read: (text, context) => (applies(context) ? read(text) : undefined),
    write: (value) => (value === undefined || value === usual ? '' : amountText(value / factor, units)),
    problems: (text, context) => {
      const amount = applies(context) ? readAmount(text, units) : undefined;
      return amount === undefined || Number.isFinite(amount) ? {} : { '': `“${text.trim()}” is not a number` };
    },
  };
}

interface AmountOptions {
  factor?: number;
  /** The request's default, for which the form stays empty. */
  usual?: number;
  /** Whether the field counts at all with the rest of the form. */
  applies?: (context: DraftContext) => boolean;
}

/** A command line; empty leaves the field out. */
export const argvDraft = <const Key extends string>(
  key: Key,
): DraftCodec<Key, string, readonly string[] | undefined> => ({
  key,
  schema: draftText,
  empty: '',
  read: (line) => {
    const split = splitCommand(line);
    return 'argv' in split && split.argv.length > 0 ? split.argv : undefined;
  },
  write: (argv) => commandLine(argv ?? []),
  problems: (line) => {
    const split = splitCommand(line);
    return 'problem' in split ? { '': commandProblemText(split.problem) } : {};
  },
});

/** A value that the form holds as the request does: a box, a choice, a list of choices. */
export const sameDraftValue = <const Key extends string, Value>(
  key: Key,
  schema: z.ZodType<Value>,
  empty: Value,
): DraftCodec<Key, Value, Value> => ({ key, schema, empty, read: (value) => value, write: (value) => value });

/** A choice that may be none: null in the form, left out in the request. */
export const choiceDraft = <const Key extends string, Value>(
  key: Key,
  schema: z.ZodType<Value>,
  empty: Value | null,
): DraftCodec<Key, Value | null, Value | undefined> => ({
  key,
  schema: schema.nullable(),
  empty,
  read: (value) => value ?? undefined,
  write: (value) => value ?? null,
});

/** The positions of the rows with any text in them; empty rows are passed over. */
export const filledRows = <Row>(rows: readonly Row[], textOf: (row: Row) => string): number[] =>
  rows.flatMap((row, index) => (textOf(row).trim() === '' ? [] : [index]));

/** Rows of a list. Empty rows are passed over, and issues are shown at the row that they belong to. */
export function rowsDraft<const Key extends string, Row, Item>(
  key: Key,
  definition: {
    row: z.ZodType<Row>;
    /** All text of a row together. */
    textOf(row: Row): string;
    read(row: Row): unknown;
    write(item: Item): Row;
    /** Where an issue of a whole row is shown. */
    part?: string;
    /** Whether the rows count at all with the rest of the form. */
    applies?: (context: DraftContext) => boolean;
    /** By `INDEX.PART`. */
    problems?: (rows: readonly Row[], filled: readonly number[]) => Record<string, string>;
  },
): DraftCodec<Key, Row[], readonly Item[]> {
  const { row, textOf, read, write, part, applies = () => true, problems } = definition;
  const filled = (rows: readonly Row[], context: DraftContext): number[] =>
    applies(context) ? filledRows(rows, textOf) : [];
  return {
    key,
    schema: rowsOf(row),
    empty: [],
    read: (rows, context) => filled(rows, context).flatMap((index) => rows.slice(index, index + 1).map(read)),
    write: (items) => items.map(write),
    rows: filled,
    ...(part === undefined ? {} : { rowPart: part }),
    ...(problems ? { problems: (rows: Row[], context: DraftContext) => problems(rows, filled(rows, context)) } : {}),
  };
}
