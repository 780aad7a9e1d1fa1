import { z } from 'zod';

/** Bounds of what a file from outside may say. What the app writes lies far within them. */

/** A number of things or bytes. */
export const countSchema = z.number().int().min(0);
/** ISO 8601 with a zone, of the years 0000 to 9999. */
export const timeSchema = z.iso.datetime({ offset: true });
/** As far as a Date reaches (ECMA-262, 21.4.1.1), which is what makes a text of it. */
const MOST_MS = 8.64e15;
/** Unix milliseconds; not always whole ones. */
export const unixMsSchema = z.number().min(-MOST_MS).max(MOST_MS);
/** Milliseconds. */
export const spanMsSchema = z.number().min(0).max(MOST_MS);
/** Of a process or container. */
export const exitCodeSchema = z.int32();
/** A user or process id, or a namespace's inode, as the kernel numbers them. */
export const kernelNumberSchema = z.uint32();

/** A name, an id or a version. */
export const nameSchema = z.string().max(1_000);
/** PATH_MAX of Linux, and as much again for what is shown of it. */
export const pathSchema = z.string().max(8_192);
/** A sentence or two, with the words of the program that failed. A longer one is cut: it is read by a person. */
export const sentenceSchema = z.string().overwrite((text) => text.slice(0, 20_000));

/** Rows of one list of a request: variables, volumes, event rules. */
export const MOST_ROWS = 1_000;
export const rowsOf = <S extends z.ZodType>(row: S) => z.array(row).max(MOST_ROWS, `at most ${MOST_ROWS} of these`);
