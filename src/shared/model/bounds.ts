import { z } from 'zod';

/** Bounds for the values of a file from outside. The values that the app writes are far below them. */

/** A count or a number of bytes. */
export const countSchema = z.number().int().min(0);
/** ISO 8601 with a time zone, years 0000 to 9999. */
export const timeSchema = z.iso.datetime({ offset: true });
/** The range of Date (ECMA-262, 21.4.1.1), which formats the time. */
const MOST_MS = 8.64e15;
/** Unix time in milliseconds, possibly with a fraction. */
export const unixMsSchema = z.number().min(-MOST_MS).max(MOST_MS);
/** A duration in milliseconds. */
export const spanMsSchema = z.number().min(0).max(MOST_MS);
/** Exit code of a process or container. */
export const exitCodeSchema = z.int32();
/** A user or process id, or a namespace's inode, as the kernel numbers them. */
export const kernelNumberSchema = z.uint32();

/** A name, an id or a version. */
export const nameSchema = z.string().max(1_000);
/** Twice the PATH_MAX of Linux, since a shown path can contain escapes. */
export const pathSchema = z.string().max(8_192);
/** Some sentences, including the message of a failed program. Longer text is truncated. */
export const sentenceSchema = z.string().overwrite((text) => text.slice(0, 20_000));

/** Maximum number of rows in a list of a request, such as variables, volumes and event rules. */
export const MOST_ROWS = 1_000;
export const rowsOf = <S extends z.ZodType>(row: S) => z.array(row).max(MOST_ROWS, `at most ${MOST_ROWS} of these`);
