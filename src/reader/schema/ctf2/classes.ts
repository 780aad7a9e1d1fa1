import { metadataError } from '../../read-error';
import { checkNesting, LEAST_INTEGER, MOST_ELEMENTS } from '../bounds';
import {
  type DeclaredClass,
  type DeclaredField,
  type DeclaredOption,
  type DeclaredScalar,
  depthOver,
  type Reference,
} from '../declared';
import type { JsonValue } from './json-text';
import { fieldLocation } from './locations';
import { itemsOf, Properties, textOf } from './properties';
import { valueRanges } from './ranges';
import { isRole } from './roles';
import { alignment, bitArray, bitFlags, encodingOf, floatScalar, integerScalar } from './scalars';

const UUID_BYTES = 16;
const NO_ROLES: readonly string[] = [];

type Reads = (properties: Properties, classes: Ctf2Classes) => DeclaredClass;

/** Field classes of CTF 2 (CTF2-SPEC-2.0, section "Field classes") by their type. */
const CLASSES: Readonly<Record<string, Reads>> = {
  'fixed-length-bit-array': (properties) =>
    scalar(properties, { kind: 'bit-map', integer: bitArray(properties), flags: [] }),
  'fixed-length-bit-map': (properties) => {
    const integer = bitArray(properties);
    return scalar(properties, { kind: 'bit-map', integer, flags: bitFlags(properties, integer.bits) });
  },
  'fixed-length-boolean': (properties) => scalar(properties, { kind: 'boolean', integer: bitArray(properties) }),
  'fixed-length-unsigned-integer': (properties) => integer(properties, false, true),
  'fixed-length-signed-integer': (properties) => integer(properties, true, true),
  'variable-length-unsigned-integer': (properties) => integer(properties, false, false),
  'variable-length-signed-integer': (properties) => integer(properties, true, false),
  // The draft of CTF 2 has types for integers with mappings.
  'fixed-length-unsigned-enumeration': (properties) => integer(properties, false, true),
  'fixed-length-signed-enumeration': (properties) => integer(properties, true, true),
  'variable-length-unsigned-enumeration': (properties) => integer(properties, false, false),
  'variable-length-signed-enumeration': (properties) => integer(properties, true, false),
  'fixed-length-floating-point-number': (properties) => scalar(properties, floatScalar(properties)),
  'null-terminated-string': (properties) => scalar(properties, { kind: 'string', encoding: encodingOf(properties) }),
  'static-length-string': (properties) => sized(properties, 'sized-text', staticLength(properties)),
  'dynamic-length-string': (properties) => sized(properties, 'sized-text', dynamicLength(properties)),
  'static-length-blob': (properties) => sized(properties, 'blob', staticLength(properties)),
  'dynamic-length-blob': (properties) => sized(properties, 'blob', dynamicLength(properties)),
  'static-length-array': (properties, classes) => array(properties, classes, staticLength(properties)),
  'dynamic-length-array': (properties, classes) => array(properties, classes, dynamicLength(properties)),
  structure,
  optional,
  variant,
};

/** Reads field classes, and knows the aliases that were declared before. */
export class Ctf2Classes {
  readonly #aliases = new Map<string, DeclaredClass>();
  #depth = 0;

  declareAlias(name: string, value: JsonValue): void {
    const type = this.read(value);
    if (this.#aliases.has(name)) throw metadataError('Two field-class aliases have the same name.', value.line);
    this.#aliases.set(name, type);
  }

  /** @throws ReadError */
  read(value: JsonValue): DeclaredClass {
    if (value.kind === 'string') {
      const alias = this.#aliases.get(value.text);
      if (!alias) throw metadataError('A field-class alias is not declared.', value.line);
      return alias;
    }
    const properties = new Properties(value, 'A field class');
    const read = properties.oneOf('type', CLASSES);
    if (!read) throw metadataError('A field class has no type.', value.line);
    this.#depth += 1;
    checkNesting(this.#depth, value.line);
    const type = read(properties, this);
    this.#depth -= 1;
    properties.end();
    return type;
  }
}

const scalar = ({ line }: Properties, type: DeclaredScalar['class'], roles = NO_ROLES): DeclaredScalar => ({
  ...{ kind: 'scalar', class: type, clock: null, depth: 1, line, roles },
});

function integer(properties: Properties, isSigned: boolean, isFixed: boolean): DeclaredScalar {
  const roles = isSigned ? NO_ROLES : rolesOf(properties);
  return scalar(properties, integerScalar(properties, isSigned, isFixed), roles);
}

function rolesOf(properties: Properties): readonly string[] {
  return (properties.items('roles') ?? []).map((item) => {
    const name = textOf(item, 'roles');
    if (!isRole(name) || name === UUID_ROLE) throw metadataError('A role is unknown.', item.line);
    return name;
  });
}

const UUID_ROLE = 'metadata-stream-uuid';

function sized(properties: Properties, kind: 'sized-text' | 'blob', length: number | Reference): DeclaredClass {
  const { line } = properties;
  const encoding = kind === 'sized-text' ? encodingOf(properties) : 'utf8';
  let roles = NO_ROLES;
  if (kind === 'blob') {
    properties.string('media-type');
    if (typeof length === 'number') roles = (properties.items('roles') ?? []).map((item) => textOf(item, 'roles'));
  }
  if (roles.some((role) => role !== UUID_ROLE)) throw metadataError('A role is unknown.', line);
  if (roles.length > 0 && length !== UUID_BYTES) throw metadataError('A UUID has not 16 bytes.', line);
  return { kind, encoding, length, depth: 1, line, roles };
}

function staticLength(properties: Properties): number {
  properties.need('length');
  return Number(properties.unsigned('length', MOST_ELEMENTS) ?? 0n);
}

const dynamicLength = (properties: Properties): Reference =>
  fieldLocation(properties.need('length-field-location'), 'length-field-location');

function array(properties: Properties, classes: Ctf2Classes, length: number | Reference): DeclaredClass {
  const { line } = properties;
  const minimumAlignment = alignment(properties, 'minimum-alignment');
  const element = classes.read(properties.need('element-field-class'));
  return { kind: 'array', element, length, minimumAlignment, depth: depthOver([element], line), line, roles: NO_ROLES };
}

function structure(properties: Properties, classes: Ctf2Classes): DeclaredClass {
  const { line } = properties;
  const minimumAlignment = alignment(properties, 'minimum-alignment');
  const fields = new Map<string, DeclaredField>();
  for (const item of properties.items('member-classes') ?? []) {
    const member = new Properties(item, 'A member class');
    const name = textOf(member.need('name'), 'name');
    if (fields.has(name)) throw metadataError('Two members of a structure have the same name.', item.line);
    fields.set(name, { name, class: classes.read(member.need('field-class')) });
    member.end();
  }
  const depth = depthOver(
    [...fields.values()].map((field) => field.class),
    line,
  );
  return { kind: 'struct', fields: [...fields.values()], minimumAlignment, depth, line, roles: NO_ROLES };
}

function optional(properties: Properties, classes: Ctf2Classes): DeclaredClass {
  const { line } = properties;
  const selector = fieldLocation(properties.need('selector-field-location'), 'selector-field-location');
  const given = properties.get('selector-field-ranges');
  const ranges = given ? valueRanges(given, 'selector-field-ranges', LEAST_INTEGER) : null;
  const content = classes.read(properties.need('field-class'));
  return {
    kind: 'optional',
    selector,
    ranges,
    class: content,
    depth: depthOver([content], line),
    line,
    roles: NO_ROLES,
  };
}

function variant(properties: Properties, classes: Ctf2Classes): DeclaredClass {
  const { line } = properties;
  const selector = fieldLocation(properties.need('selector-field-location'), 'selector-field-location');
  const names = new Set<string>();
  const options = itemsOf(properties.need('options'), 'options').map((item): DeclaredOption => {
    const option = new Properties(item, 'An option');
    const name = option.string('name');
    if (name !== undefined && names.has(name)) throw metadataError('Two options have the same name.', item.line);
    names.add(name ?? '');
    const ranges = valueRanges(option.need('selector-field-ranges'), 'selector-field-ranges', LEAST_INTEGER);
    const type = classes.read(option.need('field-class'));
    option.end();
    return { name: name ?? '', ranges, class: type };
  });
  if (options.length === 0) throw metadataError('A variant has no option.', line);
  const depth = depthOver(
    options.map((option) => option.class),
    line,
  );
  return { kind: 'variant', selector, options, depth, line, roles: NO_ROLES };
}
