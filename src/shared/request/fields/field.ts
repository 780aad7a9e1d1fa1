import type { z } from 'zod';
import type { EngineId } from '../../engines/registry';

/** Facts about the rest of the form that a form field may depend on. */
export interface DraftContext {
  /** The engine of the form; null: none is known. */
  engine: EngineId | null;
  /** Whether userspace is recorded. */
  userspace: boolean;
  /** Whether the recording is continuous, not a flight recorder. */
  continuous: boolean;
}

/** Error messages of a form field by its parts: `''` for the field itself, `0.name` for a part of its first row. */
export type Problems = Readonly<Record<string, string>>;

/** How a field of the request appears in the form, including incomplete text. */
export interface DraftCodec<Key extends string, Value, Output> {
  /** The form field's key. It never changes, because stored forms and setups contain it. */
  key: Key;
  schema: z.ZodType<Value>;
  /** The value in an empty form, and in stored forms that are older than the field. */
  empty: Value;
  /** The request's input for the form's value; undefined omits the field. */
  read(value: Value, context: DraftContext): unknown;
  /** The form's value for a request. */
  write(value: Output): Value;
  /** Errors that the schema does not find, or describes less clearly. */
  problems?: (value: Value, context: DraftContext) => Problems;
  /** For lists of rows: the indexes of rows that are not empty, which show the schema's errors at the right rows. */
  rows?: (value: Value, context: DraftContext) => readonly number[];
  /** For rows: the part that shows errors of the whole row. */
  rowPart?: string;
  /** Whether the parts of the value are separate form fields. */
  hasParts?: boolean;
}

export type OptionGroup = 'container' | 'userspace' | 'kernel' | 'trace';

/** Commander's result by attribute name: a text, a list for a repeatable option, true or false for a flag. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The environment variables of the command line. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A command line option in the form that commander accepts. */
export interface OptionDefinition {
  flags: string;
  help: string;
  /** Whether it can be given several times. */
  repeats?: boolean;
}

/** How a field of the request appears on the command line. */
export interface CliCodec {
  group: OptionGroup;
  options: readonly OptionDefinition[];
  /** @returns the request's input; undefined omits the field @throws AppError `config` that names the option */
  read(raw: RawOptions, env: Environment): unknown;
  /**
   * The option that caused an error in the field; default: the first option.
   * @param rest the path of the error below the field
   */
  optionOf?: (rest: readonly string[], raw: RawOptions) => string;
}

/** The definition of a request's field: its schema, its form field, its command line option and its order. */
export interface RequestField<Schema extends z.ZodType, Key extends string, Value> {
  /** Its position in the form, from the top. */
  order: number;
  schema: Schema;
  draft: DraftCodec<Key, Value, z.output<Schema>>;
  /** Null: no option, only the form and files can set it. */
  cli: CliCodec | null;
}

/** Keeps the exact types of a field's parts. */
export const field = <Schema extends z.ZodType, const Key extends string, Value>(
  definition: RequestField<Schema, Key, Value>,
): RequestField<Schema, Key, Value> => definition;

/** Any field of a table, without the type of its value. */
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

/** The schemas of a section of the form. A field that a stored form lacks has its empty value. */
export const draftShape = <T extends FieldTable>(table: T): DraftShape<T> =>
  Object.fromEntries(
    Object.values(table).map(({ draft }) => [draft.key, draft.schema.default(draft.empty)]),
  ) as unknown as DraftShape<T>;

/** An empty section of the form. */
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
