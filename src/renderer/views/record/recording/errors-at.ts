/** Errors by their path in the form, `recording.events.0.pattern`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Returns the first error of a field or of any field inside it. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const key = Object.keys(errors).find((one) => one === path || one.startsWith(`${path}.`));
  return key === undefined ? undefined : errors[key];
}
