import { z } from 'zod';

/**
 * Generates valid arguments and all kinds of invalid ones for any channel, from its schema alone. A new channel needs no
 * code here. The tests fail if arguments cannot be generated for a schema.
 */

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  pattern?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
}

type Path = readonly (string | number)[];

/** Texts that satisfy the schemas' rules, the more general first. */
const WORDS = [
  'x',
  'functions',
  'x.y:z',
  '/tmp/x',
  'X_1',
  '20200101-000000-000000',
  'localhost/x:1',
  '2020-01-01T00:00:00.000Z',
  '1',
  'none',
  'container',
];

const treeOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** Returns valid arguments with every field. @throws Error for a kind of schema that this generator does not support yet */
export function goodArguments(schema: z.ZodType): unknown {
  let value = exampleOf(treeOf(schema));
  for (let tries = 0; tries < 50; tries += 1) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return value;
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []) as Path;
    // Omit items that are valid only with a certain value of another field.
    if (Array.isArray(at(value, path)) && path.length > 0) {
      value = withAt(value, path, []);
      continue;
    }
    const word = WORDS.find((one) => !complainsAbout(schema, withAt(value, path, one), path));
    if (word === undefined || typeof at(value, path) !== 'string') break;
    value = withAt(value, path, word);
  }
  throw new Error(`No good arguments can be made: ${JSON.stringify(schema.safeParse(value).error?.issues[0])}`);
}

function complainsAbout(schema: z.ZodType, value: unknown, path: Path): boolean {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).some((issue) => issue.path.join() === path.join());
}

function exampleOf(tree: JsonSchema): unknown {
  if (tree.const !== undefined) return tree.const;
  if (tree.enum) return tree.enum[0];
  const options = tree.anyOf ?? tree.oneOf;
  if (options) return exampleOf(options.find((one) => one.type !== 'null') ?? {});
  if (tree.allOf) return Object.assign({}, ...tree.allOf.map(exampleOf));
  switch (tree.type) {
    case 'object':
      return Object.fromEntries(Object.entries(tree.properties ?? {}).map(([name, own]) => [name, exampleOf(own)]));
    case 'array':
      return tree.prefixItems ? tree.prefixItems.map(exampleOf) : [exampleOf(tree.items ?? {})];
    case 'string':
      return (
        WORDS.find((word) => word.length >= (tree.minLength ?? 0) && new RegExp(tree.pattern ?? '').test(word)) ?? 'x'
      );
    case 'integer':
    case 'number':
      return Math.max(1, tree.minimum ?? 1, Math.floor(tree.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return 'x';
  }
}

export interface WrongArguments {
  what: string;
  value: unknown;
}

const OTHER_TYPES: readonly unknown[] = [
  null,
  true,
  -7.5,
  'no such word, surely',
  [],
  [[null]],
  { a: { b: { c: 1 } } },
];

/** A field may accept one or two of these values: a text accepts any text, and a nullable field accepts null. */
const MOST_TAKEN = 3;

/**
 * Returns valid arguments with each value replaced by another type, and with each required field omitted. The schema
 * refuses all of them.
 * @throws Error for a place that accepts nearly anything, which no channel may have
 */
export function wrongArguments(schema: z.ZodType): WrongArguments[] {
  const good = goodArguments(schema);
  const isWrong = (value: unknown): boolean => !schema.safeParse(value).success;
  return placesOf(good).flatMap((path): WrongArguments[] => {
    const where = path.join('.') || 'the arguments';
    const others = OTHER_TYPES.map((other) => ({
      what: `${where} is ${JSON.stringify(other)}`,
      value: withAt(good, path, other),
    })).filter(({ value }) => isWrong(value));
    if (others.length < OTHER_TYPES.length - MOST_TAKEN) throw new Error(`${where} takes nearly anything.`);
    const missing = path.length === 0 ? undefined : without(good, path);
    return isWrong(missing) ? [...others, { what: `${where} is missing`, value: missing }] : others;
  });
}

/** Adds unknown keys to every object. The channel refuses or removes them. */
export function argumentsWithStrangeKeys(schema: z.ZodType): WrongArguments[] {
  const good = goodArguments(schema);
  return placesOf(good)
    .filter((path) => isPlain(at(good, path)))
    .flatMap((path) =>
      STRANGE_KEYS.map((key) => ({
        what: `${key} in ${path.join('.') || 'the arguments'}`,
        // defineProperty, because an assignment to `__proto__` does not create a key.
        value: withAt(good, path, { ...(at(good, path) as object) }, (object) =>
          Object.defineProperty(object, key, {
            value: { polluted: true },
            enumerable: true,
            configurable: true,
            writable: true,
          }),
        ),
      })),
    );
}
export const STRANGE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'a stranger'];

/** Longer than every limit of the schemas. */
const HUGE = 'x'.repeat(20_000_000);

/** Replaces each text in valid arguments, and each place for a text, by a huge one. */
export function hugeArguments(schema: z.ZodType): WrongArguments[] {
  const good = goodArguments(schema);
  return placesOf(good).map((path) => ({
    what: `${path.join('.') || 'the arguments'} is huge`,
    value: withAt(good, path, HUGE),
  }));
}

const ID_FIELDS = ['id', 'ids', 'runId', 'checkId'] as const;
export const UNKNOWN_ID = '20200101-000000-000000';

/** Valid arguments that name something that does not exist; undefined for a channel without an id. */
export function argumentsWithUnknownId(schema: z.ZodType): unknown {
  const good = goodArguments(schema);
  if (!isPlain(good)) return undefined;
  const field = ID_FIELDS.find((name) => name in good);
  return field && { ...good, [field]: field === 'ids' ? [UNKNOWN_ID] : UNKNOWN_ID };
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every path of a value, beginning with the root. */
function placesOf(value: unknown, path: Path = []): Path[] {
  const entries = Array.isArray(value) ? [...value.entries()] : isPlain(value) ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([key, below]) => placesOf(below, [...path, key]))];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value);
}

/** A copy with another value at one path. */
function withAt(value: unknown, path: Path, other: unknown, change: (other: object) => unknown = () => other): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typeof other === 'object' && other !== null ? change(other) : other;
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  Reflect.set(copy, key, withAt(Reflect.get(copy, key), rest, other, change));
  return copy;
}

function without(value: unknown, path: Path): unknown {
  const parent = path.slice(0, -1);
  const [key = ''] = path.slice(-1);
  const holder = at(value, parent);
  if (Array.isArray(holder)) return withAt(value, parent, holder.toSpliced(Number(key), 1));
  return withAt(value, parent, Object.fromEntries(Object.entries(holder as object).filter(([name]) => name !== key)));
}
