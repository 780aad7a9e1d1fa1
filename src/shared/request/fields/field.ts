import type { z } from 'zod';
import type { EngineId } from '../../engines/registry';

/** What a form field may need to know of the rest of the form. */
export interface DraftContext {
  /** The engine that the form means; null: none is known. */
  engine: EngineId | null;
  /** Whether userspace is recorded. */
  userspace: boolean;
  /** Whether the recording is continuous, not a flight recorder. */
  continuous: boolean;
}

/** What is wrong with a form field by the part of it: `''` for the field itself, `0.name` for a part of its first row. */
export type Problems = Readonly<Record<string, string>>;

/** How a field of the request appears in the form: half-typed text and all. */
export interface DraftCodec<Key extends string, Value, Output> {
  /** The form field's key; stored forms and setups hold it, so it never changes. */
  key: Key;
  schema: z.ZodType<Value>;
  /** In a form with nothing in it, and in stored forms that are older than the field. */
  empty: Value;
  /** The request's input for the form's value; undefined leaves the field out. */
  read(value: Value, context: DraftContext): unknown;
  /** The form's value for a request. */
  write(value: Output): Value;
  /** What the schema cannot say, or says less clearly. */
  problems?: (value: Value, context: DraftContext) => Problems;
  /** For lists of rows: the positions of the rows that are not empty. An issue of the schema is shown at its row. */
  rows?: (value: Value, context: DraftContext) => readonly number[];
  /** For rows: the part at which an issue of a whole row is shown. */
  rowPart?: string;
  /** Whether the parts of the value are form fields of their own. */
  hasParts?: boolean;
}

export type OptionGroup = 'container' | 'userspace' | 'kernel' | 'trace';

/** What commander collected, by attribute name: text, a list for a repeatable option, true or false for a flag. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The environment of the command line. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One command line option, as commander(3) takes it. */
export interface OptionDefinition {
  flags: string;
  help: string;
  /** May be given several times. */
  repeats?: boolean;
}

/** How a field of the request is given on the command line. */
export interface CliCodec {
  group: OptionGroup;
  options: readonly OptionDefinition[];
  /** @returns the request's input; undefined leaves the field out @throws AppError `config` that names the option */
  read(raw: RawOptions, env: Environment): unknown;
  /**
   * The option that an issue inside the field came from; left out: the first one.
   * @param rest the path of the issue below the field
   */
  optionOf?: (rest: readonly string[], raw: RawOptions) => string;
}

/** One field of a request: the one place that says its schema, its form field, its command line option and its order. */
export interface RequestField<Schema extends z.ZodType, Key extends string, Value> {
  /** Its place in the form, from the top. */
  order: number;
  schema: Schema;
  draft: DraftCodec<Key, Value, z.output<Schema>>;
  /** Null: only the form and files can ask for it. */
  cli: CliCodec | null;
}

/** Keeps the exact types of a field's parts. */
export const field = <Schema extends z.ZodType, const Key extends string, Value>(
  definition: RequestField<Schema, Key, Value>,
): RequestField<Schema, Key, Value> => definition;

/** Any field of a table: what the form and the command line need without knowing its value's type. */
export interface AnyField {
  order: number;
  schema: z.ZodType;
  draft: {
    key: string;
    schema: z.ZodType;
    empty: unknown;
    read(value: never, context: DraftContext): unknown;
    write(value: never): unknown;
    problems?(value: never, context: DraftContext): Problems;
    rows?(value: never, context: DraftContext): readonly number[];
    rowPart?: string;
    hasParts?: boolean;
  };
  cli: CliCodec | null;
}
export type FieldTable = Readonly<Record<string, AnyField>>;

/** The schemas of a section of the request, by name. */
export type SchemaShape<T extends FieldTable> = { [K in keyof T]: T[K]['schema'] };
export const schemaShape = <T extends FieldTable>(table: T): SchemaShape<T> =>
  Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, schema])) as SchemaShape<T>;

/** The values of a section of the form, by key. */
export type DraftValues<T extends FieldTable> = {
  [K in keyof T as T[K]['draft']['key']]: z.output<T[K]['draft']['schema']>;
};
type DraftShape<T extends FieldTable> = {
  [K in keyof T as T[K]['draft']['key']]: z.ZodType<z.output<T[K]['draft']['schema']>>;
};

/** The schemas of a section of the form. A form that was stored before a field existed has the field's empty value. */
export const draftShape = <T extends FieldTable>(table: T): DraftShape<T> =>
  Object.fromEntries(
    Object.values(table).map(({ draft }) => [draft.key, draft.schema.default(draft.empty)]),
  ) as unknown as DraftShape<T>;

/** A section of the form with nothing in it. */
export const emptyDraftOf = <T extends FieldTable>(table: T): DraftValues<T> =>
  Object.fromEntries(Object.values(table).map(({ draft }) => [draft.key, draft.empty])) as DraftValues<T>;

/** A section of the form for a section of the request. */
export const writeDraft = <T extends FieldTable>(
  table: T,
  request: Readonly<Record<string, unknown>>,
): DraftValues<T> =>
  Object.fromEntries(
    Object.entries(table).map(([name, { draft }]) => [draft.key, draft.write(request[name] as never)]),
  ) as DraftValues<T>;

/** A section of the request for a section of the form. */
export const readSection = (
  table: FieldTable,
  values: Readonly<Record<string, unknown>>,
  context: DraftContext,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(table).map(([name, { draft }]) => [name, draft.read(values[draft.key] as never, context)]),
  );
