import { z } from 'zod';
import { AppError } from '../model/app-error';
import { runIdSchema } from '../model/run-id';
import { type TracePlace, tracePlaceSchema, WHOLE_PLACE } from './trace-place';

/** A place in a trace of the library. */
export interface TraceLink {
  id: string;
  place: TracePlace;
}

const PREFIX = 'containers-trace://trace/';
/** More characters than any link has that traceLink() makes of a place that its schema accepts. */
export const MOST_LINK_CHARS = 40_000;
const NUMBER = /^(?:\d{1,16}(?:\.\d{1,3})?|-1)$/;

const numberSchema = z.string().regex(NUMBER).transform(Number);
const numbersSchema = z
  .string()
  .max(20_000)
  .transform((text) => text.split(','))
  .pipe(z.array(numberSchema).max(1_000));

/** The parameters of a link. A name that is not in this table belongs to a newer version, and the link is refused. */
const paramsSchema = z.strictObject({
  tab: z.string().optional(),
  from: numberSchema.optional(),
  to: numberSchema.optional(),
  rows: numbersSchema.optional(),
  function: z.string().optional(),
  /** Row, depth, and a time in it. */
  call: numbersSchema.optional(),
  /** Row and time. */
  mark: numbersSchema.optional(),
  filter: z.string().optional(),
  with: z.string().optional(),
});
type Params = Record<keyof z.infer<typeof paramsSchema>, string | null>;

/** Writes a link to a place. What is as in a newly opened trace is left out. */
export function traceLink({ id, place }: TraceLink): string {
  const { range, call, mark } = place;
  const params: Params = {
    tab: place.tab === WHOLE_PLACE.tab ? null : place.tab,
    from: range ? `${range.fromNs}` : null,
    to: range ? `${range.toNs}` : null,
    rows: place.rows.length === 0 ? null : place.rows.join(','),
    function: place.function,
    call: call ? [call.row, call.depth, call.atNs].join(',') : null,
    mark: mark ? [mark.row, mark.atNs].join(',') : null,
    filter: place.filter === '' ? null : place.filter,
    with: place.comparedWith,
  };
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length === 0 ? `${PREFIX}${id}` : `${PREFIX}${id}?${new URLSearchParams(given)}`;
}

/** Whether a text is meant as a link, valid or not. */
export const looksLikeTraceLink = (text: string): boolean => text.trim().startsWith('containers-trace:');

/**
 * Reads a link from outside of the app.
 * @throws AppError `config` if it is no link to a place, or one of a newer version
 */
export function parseTraceLink(text: string): TraceLink {
  const link = text.trim();
  const [address = '', query = ''] = link.length >= MOST_LINK_CHARS ? [] : splitOnce(link, '?');
  const id = runIdSchema.safeParse(address.startsWith(PREFIX) ? address.slice(PREFIX.length) : '');
  const params = new URLSearchParams(query);
  const given = paramsSchema.safeParse(Object.fromEntries(params));
  const isRepeated = [...params.keys()].length !== new Set(params.keys()).size;
  const place = given.success && !isRepeated ? tracePlaceSchema.safeParse(placeOf(given.data)) : null;
  if (id.success && place?.success) return { id: id.data, place: place.data };
  throw new AppError('config', 'This is not a link to a place in a trace.', {
    hint: 'Copy the link again from the menu of the opened trace.',
  });
}

function placeOf({ from, to, call, mark, ...given }: z.infer<typeof paramsSchema>): unknown {
  const [row, depth, atNs, ...more] = call ?? [];
  return {
    tab: given.tab ?? WHOLE_PLACE.tab,
    range: from === undefined && to === undefined ? null : { fromNs: from, toNs: to },
    rows: given.rows ?? [],
    function: given.function ?? null,
    call: call && more.length === 0 ? { row, depth, atNs } : call ? undefined : null,
    mark: mark ? { row: mark[0], atNs: mark.length === 2 ? mark[1] : undefined } : null,
    filter: given.filter ?? '',
    comparedWith: given.with ?? null,
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
