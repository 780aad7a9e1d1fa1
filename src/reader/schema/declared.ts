import { checkNesting } from './bounds';
import type {
  BitMapClass,
  BooleanClass,
  ByteOrder,
  EnumClass,
  FieldRole,
  FloatClass,
  IntegerClass,
  StringClass,
  StructClass,
  TextEncoding,
  ValueRange,
  VariableIntegerClass,
} from './field-class';
import type { ClockClass } from './trace-schema';

/**
 * A trace as its metadata declares it. Lengths and selectors are references by name; `binding/` resolves them. A declared type can
 * be used at several places. Both metadata languages produce this model.
 */
export interface DeclaredTrace {
  version: '1.8' | '2';
  byteOrder: ByteOrder;
  uuid: string | null;
  environment: ReadonlyMap<string, string | bigint>;
  clocks: readonly ClockClass[];
  packetHeader: DeclaredStruct | null;
  streams: readonly DeclaredStream[];
  /** Meaning of a field in a scope. */
  rolesOf: (scope: RootScope, field: DeclaredField, stream: DeclaredStream | null) => readonly FieldRole[];
}

export interface DeclaredStream {
  id: number;
  name: string | null;
  clock: ClockClass | null;
  packetContext: DeclaredStruct | null;
  eventHeader: DeclaredStruct | null;
  commonContext: DeclaredStruct | null;
  events: readonly DeclaredEvent[];
  line: number;
}

export interface DeclaredEvent {
  id: number;
  name: string;
  logLevel: number | null;
  specificContext: DeclaredStruct | null;
  payload: DeclaredStruct | null;
  line: number;
}

/** The structures of an event in the order in which they are decoded. A reference reaches those before its own. */
export const ROOT_SCOPES = [
  'packet-header',
  'packet-context',
  'event-header',
  'common-context',
  'specific-context',
  'payload',
] as const;
export type RootScope = (typeof ROOT_SCOPES)[number];

/** Where the field is that has a length or selects an option. */
export interface Reference {
  /**
   * `search`: the first name is searched in the enclosing structures from inside to outside, then in the earlier scopes from the
   * nearest to the first (CTF 1.8.3, section 7.3.2). `up`: the path begins so many structures above the enclosing one (CTF 2).
   */
  from: RootScope | 'environment' | 'search' | { up: number };
  /** Names of fields, at least one. */
  path: readonly string[];
  line: number;
}

export type DeclaredClass =
  | DeclaredScalar
  | DeclaredArray
  | DeclaredSized
  | DeclaredStruct
  | DeclaredVariant
  | DeclaredOptional;

/** Parts that every declared class has. */
interface Declared {
  /** 1 for a class without inner classes. */
  depth: number;
  line: number;
  /** Roles by their names in the metadata (CTF 2). */
  roles: readonly string[];
}

export interface DeclaredScalar extends Declared {
  kind: 'scalar';
  class: IntegerClass | VariableIntegerClass | EnumClass | BooleanClass | BitMapClass | FloatClass | StringClass;
  /** Name of the clock to which an integer is mapped (CTF 1.8). */
  clock: string | null;
}

export interface DeclaredArray extends Declared {
  kind: 'array';
  element: DeclaredClass;
  length: number | Reference;
  minimumAlignment: number;
}

export interface DeclaredSized extends Declared {
  kind: 'sized-text' | 'blob';
  encoding: TextEncoding;
  length: number | Reference;
}

export interface DeclaredStruct extends Declared {
  kind: 'struct';
  fields: readonly DeclaredField[];
  minimumAlignment: StructClass['alignment'];
}

export interface DeclaredVariant extends Declared {
  kind: 'variant';
  /** Null: a variant of CTF 1.8 that is declared without tag, and cannot be decoded. */
  selector: Reference | null;
  options: readonly DeclaredOption[];
}

export interface DeclaredOption {
  /** As in the metadata. */
  name: string;
  /** Null: the values of the label with this name, of the enumeration that selects (CTF 1.8). */
  ranges: readonly ValueRange[] | null;
  class: DeclaredClass;
}

export interface DeclaredOptional extends Declared {
  kind: 'optional';
  selector: Reference;
  /** Null: the selector is a boolean. */
  ranges: readonly ValueRange[] | null;
  class: DeclaredClass;
}

/** Depth of a class with these inner classes. @throws ReadError too-large */
export function depthOver(inner: readonly DeclaredClass[], line: number): number {
  const depth = 1 + inner.reduce((most, { depth: one }) => Math.max(most, one), 0);
  checkNesting(depth, line);
  return depth;
}

export interface DeclaredField {
  /** As in the metadata, with underscores. */
  name: string;
  class: DeclaredClass;
}
