import { texts } from './en';

const LABELS: Readonly<Record<string, string>> = texts.record.fields;

/** The label of a field of the record form, also for a part of it, such as `env.0.name`. */
export function labelOfField(field: string): string {
  const names = field.split('.');
  const paths = names.map((_name, at) => names.slice(0, names.length - at).join('.'));
  return LABELS[paths.find((path) => Object.hasOwn(LABELS, path)) ?? ''] ?? field;
}
