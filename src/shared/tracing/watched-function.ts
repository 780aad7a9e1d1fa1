import { z } from 'zod';

/** Each watched function is a breakpoint in every process that runs the file. */
export const MOST_WATCHED = 32;

/** LTTng takes names of at most 255 characters (LTTNG_SYMBOL_NAME_LEN). */
const LONGEST_NAME = 255;

/**
 * A symbol of a symbol table, as compilers of C, C++, Rust and Go write it. Not `:`, `*`, `,` and `\`, which lttng(1) interprets. `@`
 * and `+` begin a version and an offset, which are no part of the symbol's name.
 */
export const symbolNameSchema = z
  .string()
  .min(1, 'name a function')
  .max(LONGEST_NAME, 'LTTng takes at most 255 characters')
  .regex(/^[A-Za-z_.$][A-Za-z0-9_.$]*$/, "a function is a symbol's name: letters, digits, _ . and $");

const isPlain = (path: string): boolean =>
  path.startsWith('/') &&
  path.length > 1 &&
  !path
    .split('/')
    .slice(1)
    .some((part) => ['', '.', '..'].includes(part));

/** A path of a file without detours, and without characters that lttng(1) or a terminal interprets. */
export const probedFileSchema = z
  .string()
  .max(3000)
  .refine(
    (path) => isPlain(path) && !/[\p{Cc}:\\,]/u.test(path),
    'a file is an absolute path without . and .., and without : and \\',
  );

/** A function of a program, whose entries the kernel records. */
export const watchedFunctionSchema = z.object({
  /** Path of the program or library in the image; absent: the program that the container starts. */
  file: probedFileSchema.optional(),
  function: symbolNameSchema,
});
export type WatchedFunction = z.infer<typeof watchedFunctionSchema>;

/** `FILE:NAME`, or `NAME` without a file. */
export const watchedText = ({ file, function: name }: WatchedFunction): string =>
  file === undefined ? name : `${file}:${name}`;

/** Reads `FILE:NAME` or `NAME`. The request's schema checks both parts. */
export function watchedOfText(text: string): { file?: string; function: string } {
  const colon = text.lastIndexOf(':');
  return colon < 0 ? { function: text } : { file: text.slice(0, colon), function: text.slice(colon + 1) };
}

/** Name of an event of the kernel's recording: no wildcards, and no comma, at which lttng(1) splits. */
export const probeEventSchema = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .regex(/^[A-Za-z0-9_.$+#:-]+$/, 'an event name holds letters, digits and _ . $ + # : -')
  .refine((name) => !name.startsWith('-'), 'an event name does not start with -');

/** A watched function that was found on this machine. */
export interface FoundFunction {
  /** Path on this machine of the file that the container's processes run. */
  path: string;
  symbol: string;
}

/** A probe: where it is, and the name of its events. */
export interface Probe extends FoundFunction {
  event: string;
}

/** Names the events of watched functions `zstd:ZSTD_compress2`, by file and function. */
export function probesOf(found: readonly FoundFunction[]): Probe[] {
  const names = new Set<string>();
  return found.map(({ path, symbol }) => {
    const file = path
      .slice(path.lastIndexOf('/') + 1)
      .replace(/[^A-Za-z0-9_.+-]/g, '_')
      .replace(/^-/, '_');
    const name = shortened(`${file}:`, symbol);
    let event = name;
    // Files of different folders can have the same name.
    for (let number = 2; names.has(event); number += 1) event = `${name.slice(0, LONGEST_NAME - 4)}#${number}`;
    names.add(event);
    return { path, symbol, event };
  });
}

const shortened = (file: string, symbol: string): string =>
  `${file.slice(Math.max(0, file.length - Math.max(LONGEST_NAME - symbol.length, 2)))}${symbol}`.slice(0, LONGEST_NAME);

/** The parts of the event name of a watched function; undefined for another name. */
export function partsOfProbe(event: string): { file: string; symbol: string } | undefined {
  const [, file, symbol] = /^([^:]+):(.+?)(?:#\d+)?$/.exec(event) ?? [];
  return file !== undefined && symbol !== undefined ? { file, symbol } : undefined;
}
