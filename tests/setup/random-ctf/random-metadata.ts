import type { RootScope } from '@reader/schema/declared';
import type { Field, StructClass } from '@reader/schema/field-class';
import type { EventClass, TraceSchema } from '@reader/schema/trace-schema';
import { jsonSequence } from '../json-sequence';
import { alignmentOf } from './alignment';
import type { Random } from './random';
import { type Written, writtenEnum, writtenFloat, writtenInteger } from './written-scalars';

interface Target {
  scope: RootScope;
  path: string[];
  field: Field;
  /** Number of structures around it, from the scope; undefined after its structure. */
  depth: number | undefined;
}

const SCOPES = {
  'packet-header': ['trace.packet.header', 'packet-header'],
  'packet-context': ['stream.packet.context', 'packet-context'],
  'event-header': ['stream.event.header', 'event-record-header'],
  'common-context': ['stream.event.context', 'event-record-common-context'],
  'specific-context': ['event.context', 'event-record-specific-context'],
  payload: ['event.fields', 'event-record-payload'],
} as const satisfies Record<RootScope, readonly [string, string]>;

/** Writes a random schema as CTF 1.8 and as CTF 2. All names differ, so a name alone is enough for a reference. */
export class RandomMetadata {
  readonly #targets: Target[] = [];
  readonly #aliases: { tsdl: string; json: unknown }[] = [];
  #names = 0;
  #slots = 0;
  #scope: RootScope = 'packet-header';
  #path: string[] = [];
  /** Structures around the current field. */
  #depth = 0;

  constructor(private readonly random: Random) {}

  write(): { tsdl: string; ctf2: string; schema: TraceSchema } {
    const header = this.#root('packet-header');
    const [context, eventHeader, common] = [
      this.#root('packet-context'),
      this.#root('event-header'),
      this.#root('common-context'),
    ];
    const seen = this.#targets.length;
    const events = Array.from({ length: this.random.between(1, 3) }, (_, id) => {
      this.#targets.length = seen;
      return { id, name: `event ${id}`, specific: this.#root('specific-context'), payload: this.#root('payload') };
    });
    const structOf = (written: Written): StructClass => written.class as StructClass;
    const classes = events.map(({ id, name, specific, payload }): [number, EventClass] => [
      id,
      { id, name, logLevel: null, specificContext: structOf(specific), payload: structOf(payload) },
    ]);
    const schema: TraceSchema = {
      ...{ version: '1.8', byteOrder: 'little', uuid: null, environment: new Map(), clocks: [] },
      packetHeader: structOf(header),
      streams: new Map([
        [
          0,
          {
            ...{ id: 0, name: null, clock: null, packetContext: structOf(context), eventHeader: structOf(eventHeader) },
            ...{ commonContext: structOf(common), events: new Map(classes) },
          },
        ],
      ]),
      slots: this.#slots,
    };
    const tsdl = [
      ...this.#aliases.map((alias) => alias.tsdl),
      `trace { major = 1; minor = 8; byte_order = le; packet.header := ${header.tsdl[0]}; };`,
      `stream { packet.context := ${context.tsdl[0]}; event.header := ${eventHeader.tsdl[0]}; event.context := ${common.tsdl[0]}; };`,
      ...events.map(
        ({ id, name, specific, payload }) =>
          `event { id = ${id}; name = "${name}"; context := ${specific.tsdl[0]}; fields := ${payload.tsdl[0]}; };`,
      ),
    ];
    const ctf2 = [
      { type: 'preamble', version: 2 },
      ...this.#aliases.map((alias) => alias.json),
      { type: 'trace-class', 'packet-header-field-class': header.json },
      {
        type: 'data-stream-class',
        'packet-context-field-class': context.json,
        'event-record-header-field-class': eventHeader.json,
        'event-record-common-context-field-class': common.json,
      },
      ...events.map(({ id, name, specific, payload }) => ({
        ...{ type: 'event-record-class', id, name },
        ...{ 'specific-context-field-class': specific.json, 'payload-field-class': payload.json },
      })),
    ];
    return { tsdl: tsdl.join('\n'), ctf2: jsonSequence(ctf2), schema };
  }

  #root(scope: RootScope): Written {
    this.#scope = scope;
    this.#path = [];
    this.#depth = 0;
    return this.#struct(3);
  }

  #struct(depth: number): Written {
    const { random } = this;
    const members: { name: string; written: Written; field: Field }[] = [];
    this.#depth += 1;
    for (let count = random.between(0, 5); count > 0; count -= 1) {
      const selects = depth > 0 && random.between(0, 4) === 0;
      if (selects) members.push(this.#member(this.#enum()));
      members.push(selects ? this.#member(null, depth, members.at(-1)) : this.#member(null, depth));
    }
    this.#depth -= 1;
    for (const target of this.#targets) if ((target.depth ?? 0) > this.#depth) target.depth = undefined;
    const least = random.one([1, 8, 32]);
    return {
      tsdl: [
        `struct { ${members.map(({ name, written: { tsdl } }) => `${tsdl[0]} ${name}${tsdl[1]};`).join(' ')} } align(${least})`,
        '',
      ],
      json: {
        ...{ type: 'structure', 'minimum-alignment': least },
        'member-classes': members.map(({ name, written }) => ({ name, 'field-class': written.json })),
      },
      class: {
        kind: 'struct',
        fields: members.map(({ field }) => field),
        alignment: Math.max(least, ...members.map(({ field }) => alignmentOf(field.class))),
      },
    };
  }

  /** @param selector the enumeration that selects the options of a variant */
  #member(given: Written | null, depth = 0, selector?: { name: string; written: Written; field: Field }) {
    const name = `f${this.#names++}`;
    this.#path.push(name);
    const written = given ?? (selector ? this.#variant(selector, depth) : this.#any(depth));
    this.#path.pop();
    const field: Field = { name, class: written.class, roles: [] };
    const integer = written.class.kind === 'enum' ? written.class.integer : written.class;
    if (integer.kind === 'integer' && !integer.isSigned)
      this.#targets.push({ scope: this.#scope, path: [...this.#path, name], field, depth: this.#depth });
    return { name, written, field };
  }

  #any(depth: number): Written {
    const { random } = this;
    const nested = depth > 0 ? (['struct', 'array', 'array'] as const) : [];
    switch (random.one(['integer', 'integer', 'enum', 'float', 'string', 'alias', ...nested])) {
      case 'integer':
        return writtenInteger(this.random);
      case 'enum':
        return this.#enum();
      case 'float':
        return writtenFloat(this.random);
      case 'string':
        return {
          tsdl: ['string', ''],
          json: { type: 'null-terminated-string' },
          class: { kind: 'string', encoding: 'utf8' },
        };
      case 'alias':
        return this.#alias();
      case 'array':
        return this.#array(depth);
      case 'struct':
        return this.#struct(depth - 1);
    }
  }

  #enum(): Written {
    return writtenEnum(this.random, () => `l${this.#names++}`);
  }

  #alias(): Written {
    const name = `t${this.#names++}`;
    const written = this.random.one([
      () => writtenInteger(this.random),
      () => this.#enum(),
      () => writtenFloat(this.random),
    ])();
    this.#aliases.push({
      tsdl: `typealias ${written.tsdl[0]} := ${name};`,
      json: { type: 'field-class-alias', name, 'field-class': written.json },
    });
    return { tsdl: [name, ''], json: name, class: written.class };
  }

  #array(depth: number): Written {
    const reference = this.random.isTrue() ? this.#reference() : null;
    const fixed = this.random.between(0, 9);
    const seen = this.#targets.length;
    const element = this.#any(depth - 1);
    this.#targets.length = seen;
    const [tsdlLength, length] = reference ? [reference.tsdl, { slot: reference.slot }] : [fixed, { fixed }];
    return {
      tsdl: [element.tsdl[0], `[${tsdlLength}]${element.tsdl[1]}`],
      json: {
        type: reference ? 'dynamic-length-array' : 'static-length-array',
        ...(reference ? { 'length-field-location': reference.json } : { length: fixed }),
        'element-field-class': element.json,
      },
      class: { kind: 'array', length, element: element.class, alignment: alignmentOf(element.class) },
    };
  }

  #variant({ name: tag, field }: { name: string; field: Field }, depth: number): Written {
    if (field.class.kind !== 'enum') throw new Error('the selector is no enumeration');
    const slot = this.#slotOf(field);
    const seen = this.#targets.length;
    const options = field.class.mappings.map(({ label, low, high }) => {
      const written = this.#any(depth - 1);
      this.#targets.length = seen;
      return { name: label, ranges: [{ low, high }], written };
    });
    return {
      tsdl: [
        `variant <${tag}> { ${options.map(({ name, written: { tsdl } }) => `${tsdl[0]} ${name}${tsdl[1]};`).join(' ')} }`,
        '',
      ],
      json: {
        type: 'variant',
        'selector-field-location': { path: [tag] },
        options: options.map(({ name, ranges, written }) => ({
          name,
          'selector-field-ranges': ranges.map(({ low, high }) => [Number(low), Number(high)]),
          'field-class': written.json,
        })),
      },
      class: {
        ...{ kind: 'variant', selectorSlot: slot },
        options: options.map(({ name, ranges, written }) => ({ name, ranges, class: written.class })),
      },
    };
  }

  /** A field with a length, if there is one before: by its scope, or by its name from the enclosing structures. */
  #reference(): { tsdl: string; json: unknown; slot: number } | null {
    const target = this.#targets[this.random.word() % Math.max(1, this.#targets.length)];
    if (!target) return null;
    const slot = this.#slotOf(target.field);
    const { scope, path, depth } = target;
    if (scope === this.#scope && depth !== undefined && this.random.isTrue()) {
      const name = path.at(-1) ?? '';
      return { tsdl: name, json: { path: [...Array(this.#depth - depth).fill(null), name] }, slot };
    }
    const [tsdl, origin] = SCOPES[scope];
    return { tsdl: `${tsdl}.${path.join('.')}`, json: { origin, path }, slot };
  }

  #slotOf(field: Field): number {
    field.slot ??= this.#slots++;
    return field.slot;
  }
}
