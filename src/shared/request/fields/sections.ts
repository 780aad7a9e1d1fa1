import type { FieldTable } from './field';
import { KERNEL_FIELDS } from './kernel';
import { RECORDING_FIELDS } from './recording';
import { TARGET_FIELDS } from './target';
import { LIMIT_FIELDS, TRACE_FIELDS } from './trace';

/** A section of the request, and the path of its fields in the form. */
interface Section {
  path: readonly string[];
  draftPath: readonly string[];
  fields: FieldTable;
}

const SECTIONS = [
  { path: [], draftPath: [], fields: TRACE_FIELDS },
  { path: ['target'], draftPath: [], fields: TARGET_FIELDS },
  { path: ['limits'], draftPath: [], fields: LIMIT_FIELDS },
  { path: ['recording'], draftPath: ['recording'], fields: RECORDING_FIELDS },
  { path: ['recording', 'kernel'], draftPath: ['recording', 'kernel'], fields: KERNEL_FIELDS },
] as const satisfies readonly Section[];

type Prefix<Path> = Path extends readonly [infer First extends string, ...infer Rest] ? `${First}.${Prefix<Rest>}` : '';
type PathIn<S> = S extends { draftPath: infer Path; fields: infer Fields extends FieldTable }
  ? `${Prefix<Path>}${Fields[keyof Fields]['draft']['key']}`
  : never;
/** The path of every field in the form, such as `env` or `recording.kernel.preset`. */
export type DraftPath = PathIn<(typeof SECTIONS)[number]>;

/** Every field of a request with its paths, in the order of the form. */
export const REQUEST_FIELDS = (SECTIONS as readonly Section[])
  .flatMap(({ path, draftPath, fields }) =>
    Object.entries(fields).map(([name, definition]) => ({
      ...definition,
      path: [...path, name],
      draftPath: [...draftPath, definition.draft.key],
    })),
  )
  .sort((a, b) => a.order - b.order);
export type PlacedField = (typeof REQUEST_FIELDS)[number];

/** The field that contains a path of the request, and the rest of the path; undefined for a section or an unknown path. */
export function fieldAt(path: readonly PropertyKey[]): { field: PlacedField; rest: string[] } | undefined {
  const names = path.map(String);
  // The kernel's section is nested in the recording's, so the longest matching path is the right one.
  const field = REQUEST_FIELDS.filter((one) => one.path.every((name, at) => names[at] === name)).sort(
    (a, b) => b.path.length - a.path.length,
  )[0];
  return field && { field, rest: names.slice(field.path.length) };
}
