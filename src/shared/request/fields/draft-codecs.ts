import { z } from 'zod';
import { rowsOf } from '../../model/bounds';
import { commandLine } from '../command-line';
import { amountText, readAmount, type Units } from '../draft/amount';
import { commandProblemText, splitCommand } from '../split-command';
import type { DraftCodec, DraftContext } from './field';

/** Text of a form field. The bound is high, because incomplete text is kept, too. */
export const draftText = z.string().max(200_000);

const trimmed = (text: string): string | undefined => text.trim() || undefined;

/** A line of text. The request omits an empty one. */
export const textDraft = <const Key extends string>(key: Key): DraftCodec<Key, string, string | undefined> => ({
  key,
  schema: draftText,
  empty: '',
  read: trimmed,
  write: (value) => value ?? '',
});

/**
 * A number, with or without a unit. The request omits an empty one.
 * @param units the first one is the default
 * @param factor the first unit in units of the request: 1 048 576 for MiB if the request has bytes
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
  /** The request's default, for which the form's field is empty. */
  usual?: number;
  /** Whether the field applies, given the rest of the form. */
  applies?: (context: DraftContext) => boolean;
}

/** A command line. The request omits an empty one. */
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

/** A value that is the same in form and request: a checkbox, a choice, a list of choices. */
export const sameDraftValue = <const Key extends string, Value>(
  key: Key,
  schema: z.ZodType<Value>,
  empty: Value,
): DraftCodec<Key, Value, Value> => ({ key, schema, empty, read: (value) => value, write: (value) => value });

/** An optional choice: null in the form, omitted in the request. */
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

/** The indexes of rows that are not empty. */
export const filledRows = <Row>(rows: readonly Row[], textOf: (row: Row) => string): number[] =>
  rows.flatMap((row, index) => (textOf(row).trim() === '' ? [] : [index]));

/** Rows of a list. The request omits empty rows. Errors are shown at their rows. */
export function rowsDraft<const Key extends string, Row, Item>(
  key: Key,
  definition: {
    row: z.ZodType<Row>;
    /** All text of a row, concatenated. */
    textOf(row: Row): string;
    read(row: Row): unknown;
    write(item: Item): Row;
    /** The part of a row that shows errors of the whole row. */
    part?: string;
    /** Whether the rows apply, given the rest of the form. */
    applies?: (context: DraftContext) => boolean;
    /** Error messages by `INDEX.PART`. */
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
