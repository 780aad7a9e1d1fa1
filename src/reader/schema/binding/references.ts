import { metadataError, unsupported } from '../../read-error';
import { MOST_ELEMENTS } from '../bounds';
import { type DeclaredScalar, type Reference, ROOT_SCOPES, type RootScope } from '../declared';
import type { Field, IntegerClass, VariableIntegerClass } from '../field-class';
import { type Frame, follow, type Targets } from './bound-fields';

/** A scalar that can be a length or a selector. */
type TargetKind = 'length' | 'enumeration' | 'integer' | 'boolean';

/** The field that a reference names. */
export interface Resolved {
  slot: number;
  /** The class of the field. Its integer, for enumerations and booleans. */
  class: DeclaredScalar['class'];
}

/** Finds the fields that references name, and gives them slots. */
export class References {
  /** The structures of the scopes that were bound before, and of the current one. */
  readonly #roots = new Map<RootScope, Frame>();
  /** The structures around the field that is being bound, from the scope to the innermost. */
  readonly #frames: Frame[] = [];
  /** Slots of the whole trace. */
  slots = 0;

  constructor(private readonly environment: ReadonlyMap<string, string | bigint>) {}

  /** Begins a scope. Forgets this scope and all later ones, which belong to an event that was bound before. */
  openScope(scope: RootScope): void {
    for (const later of ROOT_SCOPES.slice(ROOT_SCOPES.indexOf(scope))) this.#roots.delete(later);
    this.#frames.length = 0;
    this.#scope = scope;
  }
  #scope: RootScope = 'packet-header';

  openStruct(): Frame {
    const frame: Frame = new Map();
    if (this.#frames.length === 0) this.#roots.set(this.#scope, frame);
    this.#frames.push(frame);
    return frame;
  }

  closeStruct(): void {
    this.#frames.pop();
  }

  /** @returns the length in elements, or the slot that has it */
  length(reference: Reference): { fixed: number } | { slot: number } {
    if (reference.from !== 'environment') return { slot: this.find(reference, 'length').slot };
    const value = this.environment.get(reference.path[0] ?? '');
    if (typeof value !== 'bigint' || value < 0n || value > MOST_ELEMENTS)
      throw metadataError('A length names no environment entry with a length.', reference.line);
    return { fixed: Number(value) };
  }

  /** @throws ReadError if no earlier field has the name and a class of this kind */
  find(reference: Reference, kind: TargetKind): Resolved {
    let isFound = false;
    for (const targets of this.#candidates(reference)) {
      isFound = true;
      const found = this.#suitable(targets, kind, reference.line);
      if (found) return found;
    }
    const shown = reference.path
      .map((name) => name ?? '..')
      .join('.')
      .slice(0, 80);
    throw metadataError(
      isFound ? `The field \`${shown}\` ${WRONG[kind]}.` : `No earlier field has the name \`${shown}\`.`,
      reference.line,
    );
  }

  *#candidates({ from, path }: Reference): Generator<Targets, void, undefined> {
    if (from === 'environment') return;
    if (typeof from === 'object') {
      const frame = this.#frames[this.#frames.length - 1 - from.up];
      if (frame) yield* inFrame(frame, path);
      return;
    }
    if (from !== 'search') {
      const frame = this.#roots.get(from);
      if (frame) yield* inFrame(frame, path);
      return;
    }
    for (const frame of [...this.#frames].reverse()) yield* inFrame(frame, path);
    for (const scope of ROOT_SCOPES.slice(0, ROOT_SCOPES.indexOf(this.#scope)).reverse()) {
      const frame = this.#roots.get(scope);
      if (frame) yield* inFrame(frame, path);
    }
  }

  #suitable({ fields, scalars }: Targets, kind: TargetKind, line: number): Resolved | null {
    const [first, ...others] = scalars;
    if (!first || !scalars.every((scalar) => fits(scalar, kind))) return null;
    // Options with different enumerations would give a label different values.
    if (kind === 'enumeration' && others.some((other) => other !== first))
      throw unsupported('Variants that are selected by different enumerations', line);
    return { slot: this.#slotOf(fields, line), class: first };
  }

  /** The common slot of the fields. */
  #slotOf(fields: readonly Field[], line: number): number {
    const given = new Set(fields.flatMap(({ slot }) => slot ?? []));
    if (given.size > 1) throw unsupported('Fields that are named together and apart', line);
    const [slot = this.slots] = given;
    if (slot === this.slots) this.slots += 1;
    for (const field of fields) field.slot = slot;
    return slot;
  }
}

const WRONG = {
  length: 'is no unsigned integer',
  enumeration: 'is no enumeration',
  integer: 'is no integer',
  boolean: 'is no boolean',
} as const satisfies Record<TargetKind, string>;

function* inFrame(frame: Frame, [name = '', ...rest]: readonly string[]): Generator<Targets, void, undefined> {
  const first = frame.get(name);
  const targets = first && follow(first, rest);
  if (targets) yield targets;
}

function fits(scalar: DeclaredScalar['class'], kind: TargetKind): boolean {
  if (kind === 'enumeration') return scalar.kind === 'enum';
  if (kind === 'boolean') return scalar.kind === 'boolean';
  const integer = integerOf(scalar);
  return integer !== null && (kind !== 'length' || !integer.isSigned);
}

const integerOf = (scalar: DeclaredScalar['class']): IntegerClass | VariableIntegerClass | null =>
  scalar.kind === 'integer' || scalar.kind === 'variable-integer'
    ? scalar
    : scalar.kind === 'enum'
      ? scalar.integer
      : null;
