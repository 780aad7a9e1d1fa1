import { fieldAt, type PlacedField, REQUEST_FIELDS } from '../fields/sections';

/** The form's field for a path in the request: `env.1.name` for `target.env.0.name`. Row numbers are those of the form. */
export function fieldOfIssue(path: readonly PropertyKey[], rowsOf: (field: PlacedField) => readonly number[]): string {
  const found = fieldAt(path);
  if (!found) return path.map(String).join('.');
  const { field, rest } = found;
  const { rows, rowPart, hasParts } = field.draft;
  if (rows && rest[0] !== undefined) {
    const row = rowsOf(field)[Number(rest[0])] ?? rest[0];
    const part = rest[1] ?? rowPart;
    return [...field.draftPath, row, ...(part === undefined ? [] : [part])].join('.');
  }
  return [...field.draftPath, ...(hasParts ? rest : [])].join('.');
}

/** The first field with an error, from the top of the form. */
export function firstWrongField(errors: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(errors).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }))[0];
}

/** A section such as `recording` has the rank of its first field. */
const rank = (error: string): number =>
  REQUEST_FIELDS.find(({ draftPath }) => {
    const field = draftPath.join('.');
    return error === field || error.startsWith(`${field}.`) || field.startsWith(`${error}.`);
  })?.order ?? Number.POSITIVE_INFINITY;
