import type { DeclaredScalar } from '../declared';
import type { Field } from '../field-class';

/** What a reference can find inside a bound field. Kept only while a trace is bound. */
export type Inside =
  | { kind: 'scalar'; class: DeclaredScalar['class'] }
  | { kind: 'struct'; frame: Frame }
  | { kind: 'variant'; options: Inside[] }
  | { kind: 'optional'; content: Inside | null }
  | { kind: 'array'; element: Inside | null }
  | { kind: 'other' };

/** A field of a structure that is bound, or being bound. */
export interface BoundField {
  /** Null while its class is being bound. References from inside can pass through the field then, and cannot end at it. */
  field: Field | null;
  inside: Inside | null;
}

/** A structure with the fields that were bound so far, by their names in the metadata. */
export type Frame = Map<string, BoundField>;

/** Fields that have the value of one reference, of which a decoder meets at most one, and the scalars that they can be. */
export interface Targets {
  fields: Field[];
  scalars: DeclaredScalar['class'][];
}

/**
 * Follows a path of names from a field. Passes through structures; through all options of a variant, of which the decoder selects
 * one; through optional fields; and through elements of arrays while the element is decoded.
 * @returns null if a name is not found in each of the options
 */
export function follow(from: BoundField, path: readonly string[]): Targets | null {
  const targets: Targets = { fields: [], scalars: [] };
  return collect(from, path, targets) ? targets : null;
}

function collect(from: BoundField, path: readonly string[], targets: Targets): boolean {
  const [name] = path;
  if (name !== undefined) return from.inside !== null && descend(from, from.inside, path, targets);
  if (!from.field || !from.inside || !scalars(from.inside, targets)) return false;
  targets.fields.push(from.field);
  return true;
}

/** Depth is bounded by that of the declared classes. */
function descend(from: BoundField, inside: Inside, path: readonly string[], targets: Targets): boolean {
  switch (inside.kind) {
    case 'struct': {
      const [name = '', ...rest] = path;
      const next = inside.frame.get(name);
      return next !== undefined && collect(next, rest, targets);
    }
    case 'variant': {
      // While an option is being bound, it is the selected one.
      const options = from.field ? inside.options : inside.options.slice(-1);
      return options.length > 0 && options.every((option) => descend(from, option, path, targets));
    }
    case 'optional':
      return inside.content !== null && descend(from, inside.content, path, targets);
    case 'array':
      return !from.field && inside.element !== null && descend(from, inside.element, path, targets);
    default:
      return false;
  }
}

/** Collects the scalars that a field can be; false if it can be something else. */
function scalars(inside: Inside, targets: Targets): boolean {
  if (inside.kind === 'scalar') targets.scalars.push(inside.class);
  else if (inside.kind === 'variant') return inside.options.every((option) => scalars(option, targets));
  else if (inside.kind === 'optional') return inside.content !== null && scalars(inside.content, targets);
  return inside.kind === 'scalar';
}
