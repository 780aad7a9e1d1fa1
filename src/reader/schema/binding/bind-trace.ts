import { metadataError } from '../../read-error';
import { alignmentOf } from '../alignment';
import { MOST_INTEGER, type PartsBudget } from '../bounds';
import type {
  DeclaredArray,
  DeclaredClass,
  DeclaredEvent,
  DeclaredOptional,
  DeclaredStream,
  DeclaredStruct,
  DeclaredTrace,
  DeclaredVariant,
  Reference,
  RootScope,
} from '../declared';
import type {
  ArrayClass,
  EnumClass,
  Field,
  FieldClass,
  Length,
  OptionalClass,
  StructClass,
  ValueRange,
  VariantClass,
} from '../field-class';
import type { EventClass, StreamClass, TraceSchema } from '../trace-schema';
import type { BoundField, Inside } from './bound-fields';
import { shownNames } from './names';
import { References } from './references';

/**
 * Resolves the references of a declared trace. Each use of a type with fields gets fields of its own, since a slot belongs to one use.
 * @throws ReadError if a reference names no earlier field of the right type, or the uses are too many
 */
export function bindTrace(trace: DeclaredTrace, budget: PartsBudget): TraceSchema {
  const binder = new Binder(trace, budget);
  const packetHeader = binder.scope('packet-header', trace.packetHeader, null);
  const streams = new Map(trace.streams.map((stream) => [stream.id, binder.stream(stream)]));
  const { version, byteOrder, uuid, environment } = trace;
  const clocks = new Set([...trace.clocks, ...trace.streams.flatMap(({ clock }) => clock ?? [])]);
  const slots = binder.slots;
  return { version, byteOrder, uuid, environment, clocks: [...clocks], packetHeader, streams, slots };
}

class Binder {
  readonly #references: References;
  readonly #labels = new WeakMap<EnumClass, ReadonlyMap<string, readonly ValueRange[]>>();
  readonly #payloads = new Map<DeclaredStruct, StructClass>();
  /** The scope whose fields get roles; null inside arrays. */
  #rolesScope: RootScope | null = null;
  #stream: DeclaredStream | null = null;

  constructor(
    private readonly trace: DeclaredTrace,
    private readonly budget: PartsBudget,
  ) {
    this.#references = new References(trace.environment);
  }

  get slots(): number {
    return this.#references.slots;
  }

  scope(scope: RootScope, struct: DeclaredStruct | null, stream: DeclaredStream | null): StructClass | null {
    this.#references.openScope(scope);
    if (!struct) return null;
    this.#rolesScope = scope;
    this.#stream = stream;
    return this.#struct(struct);
  }

  stream(stream: DeclaredStream): StreamClass {
    this.budget.spend(stream.line);
    const { id, name, clock } = stream;
    const packetContext = this.scope('packet-context', stream.packetContext, stream);
    const eventHeader = this.scope('event-header', stream.eventHeader, stream);
    const commonContext = this.scope('common-context', stream.commonContext, stream);
    const events = new Map(stream.events.map((event) => [event.id, this.#event(event, stream)]));
    return { id, name, clock, packetContext, eventHeader, commonContext, events };
  }

  #event(event: DeclaredEvent, stream: DeclaredStream): EventClass {
    this.budget.spend(event.line);
    const { id, name, logLevel } = event;
    const specificContext = this.scope('specific-context', event.specificContext, stream);
    const payload = this.#payload(event.payload, stream);
    return { id, name, logLevel, specificContext, payload };
  }

  /** Events share the fields of a payload of scalars: nothing refers to them, so they have no slots. */
  #payload(struct: DeclaredStruct | null, stream: DeclaredStream): StructClass | null {
    const known = struct && this.#payloads.get(struct);
    if (known) {
      this.budget.spend(struct.line, struct.fields.length);
      return known;
    }
    const payload = this.scope('payload', struct, stream);
    const isShared = struct?.fields.every(({ class: type }) => type.kind === 'scalar' && type.roles.length === 0);
    if (struct && payload && isShared) this.#payloads.set(struct, payload);
    return payload;
  }

  #struct(struct: DeclaredStruct, publish?: Publish): StructClass {
    const { version, rolesOf } = this.trace;
    const frame = this.#references.openStruct();
    publish?.({ kind: 'struct', frame });
    const names = shownNames(
      struct.fields.map(({ name }) => name),
      version,
    );
    const fields: Field[] = [];
    let alignment = struct.minimumAlignment;
    for (const [n, declared] of struct.fields.entries()) {
      const roles = this.#rolesScope ? rolesOf(this.#rolesScope, declared, this.#stream) : [];
      const entry: BoundField = { field: null, inside: null };
      frame.set(declared.name, entry);
      const type = this.#class(declared.class, (inside) => {
        entry.inside = inside;
      });
      const field: Field = { name: names[n] ?? declared.name, class: type, roles };
      entry.field = field;
      fields.push(field);
      alignment = Math.max(alignment, alignmentOf(type));
    }
    this.#references.closeStruct();
    return { kind: 'struct', fields, alignment };
  }

  /** Depth is bounded by that of the declared class. */
  #class(type: DeclaredClass, publish: Publish): FieldClass {
    this.budget.spend(type.line);
    switch (type.kind) {
      case 'scalar':
        publish({ kind: 'scalar', class: type.class });
        return type.class;
      case 'struct':
        return this.#struct(type, publish);
      case 'array':
        return this.#array(type, publish);
      case 'variant':
        return this.#variant(type, publish);
      case 'optional':
        return this.#optional(type, publish);
      case 'sized-text':
      case 'blob':
        publish({ kind: 'other' });
        return { kind: type.kind, encoding: type.encoding, length: this.#length(type.length) };
    }
  }

  #length(length: number | Reference): Length {
    return typeof length === 'number' ? { fixed: length } : this.#references.length(length);
  }

  #array(array: DeclaredArray, publish: Publish): ArrayClass {
    const inside: Inside = { kind: 'array', element: null };
    publish(inside);
    const length = this.#length(array.length);
    const scope = this.#rolesScope;
    this.#rolesScope = null;
    const element = this.#class(array.element, (one) => {
      inside.element = one;
    });
    this.#rolesScope = scope;
    return { kind: 'array', length, element, alignment: Math.max(array.minimumAlignment, alignmentOf(element)) };
  }

  #optional(optional: DeclaredOptional, publish: Publish): OptionalClass {
    const inside: Inside = { kind: 'optional', content: null };
    publish(inside);
    const { slot } = this.#references.find(optional.selector, optional.ranges ? 'integer' : 'boolean');
    const content = this.#class(optional.class, (one) => {
      inside.content = one;
    });
    return { kind: 'optional', selectorSlot: slot, ranges: optional.ranges ?? TRUE, class: content };
  }

  #variant(variant: DeclaredVariant, publish: Publish): VariantClass {
    const { selector, options, line } = variant;
    const insides: Inside[] = [];
    publish({ kind: 'variant', options: insides });
    if (!selector) throw metadataError('A variant has no tag.', line);
    const isByLabel = options.some(({ ranges }) => ranges === null);
    const { slot, class: selecting } = this.#references.find(selector, isByLabel ? 'enumeration' : 'integer');
    const labels = selecting.kind === 'enum' ? this.#labelsOf(selecting) : undefined;
    if (isByLabel && !options.some(({ name }) => labels?.has(name)))
      throw metadataError('No option of a variant has a label in the tag.', line);
    const names = shownNames(
      options.map(({ name }) => name),
      this.trace.version,
    );
    const bound = options.map((option, n) => {
      // An option without label is never selected.
      const ranges = option.ranges ?? labels?.get(option.name) ?? [];
      const type = this.#class(option.class, (inside) => insides.push(inside));
      return { name: names[n] ?? option.name, ranges, class: type };
    });
    return { kind: 'variant', selectorSlot: slot, options: bound };
  }

  /** Ranges by label, once for each enumeration, since several variants can use it. */
  #labelsOf(type: EnumClass): ReadonlyMap<string, readonly ValueRange[]> {
    const known = this.#labels.get(type);
    if (known) return known;
    const labels = new Map<string, ValueRange[]>();
    for (const { label, low, high } of type.mappings) {
      const ranges = labels.get(label);
      if (ranges) ranges.push({ low, high });
      else labels.set(label, [{ low, high }]);
    }
    this.#labels.set(type, labels);
    return labels;
  }
}

/** Tells the field what references find inside it, before its inner fields are bound. */
type Publish = (inside: Inside) => void;

/** A boolean selector that is not 0. */
const TRUE: readonly ValueRange[] = [{ low: 1n, high: MOST_INTEGER }];
