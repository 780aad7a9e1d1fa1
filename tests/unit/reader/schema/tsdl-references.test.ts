import type { ArrayClass, StructClass, VariantClass } from '@reader/schema/field-class';
import type { TraceSchema } from '@reader/schema/trace-schema';
import { describe, expect, it } from 'vitest';
import { fieldOf, refusal, schemaOf, tsdl, tsdlPayload } from '../../../setup/small-metadata';

/** Slot of the length or selector of a field. */
function slotOf(struct: StructClass | null | undefined, name: string): number | undefined {
  const { class: type } = fieldOf(struct ?? tsdlPayload(''), name);
  if (type.kind === 'variant') return type.selectorSlot;
  return type.kind === 'array' && 'slot' in type.length ? type.length.slot : undefined;
}

const inner = (struct: StructClass, name: string): StructClass => {
  const { class: type } = fieldOf(struct, name);
  if (type.kind !== 'struct') throw new Error(`${name} is no structure`);
  return type;
};

describe('the length of a sequence', () => {
  it('is in an earlier field of the same structure', () => {
    const payload = tsdlPayload('uint8_t n, len, m; uint8_t f[len];');
    expect(slotOf(payload, 'f')).toBe(fieldOf(payload, 'len').slot);
    expect(payload.fields.map(({ slot }) => slot !== undefined)).toEqual([false, true, false, false]);
  });

  it('is in the nearest enclosing structure that has the name before', () => {
    const payload = tsdlPayload(
      'uint8_t len; struct { uint8_t a[len]; uint8_t len; uint8_t b[len]; struct { string len; uint8_t c[len]; } s; } o;',
    );
    const outer = inner(payload, 'o');
    expect(slotOf(outer, 'a')).toBe(fieldOf(payload, 'len').slot);
    expect(slotOf(outer, 'b')).toBe(fieldOf(outer, 'len').slot);
    expect(slotOf(inner(outer, 's'), 'c')).toBe(fieldOf(outer, 'len').slot);
  });

  it('is found by a path into an earlier structure', () => {
    const payload = tsdlPayload('struct { struct { uint8_t len; } b; } a; uint8_t f[a.b.len];');
    expect(slotOf(payload, 'f')).toBe(fieldOf(inner(inner(payload, 'a'), 'b'), 'len').slot);
  });

  it('has a slot for each use of a named structure', () => {
    const payload = tsdlPayload(
      'struct s a; struct s b; uint8_t f[a.len]; uint8_t g[b.len];',
      'struct s { uint8_t len; };',
    );
    expect(slotOf(payload, 'f')).toBe(fieldOf(inner(payload, 'a'), 'len').slot);
    expect(slotOf(payload, 'g')).toBe(fieldOf(inner(payload, 'b'), 'len').slot);
    expect(slotOf(payload, 'f')).not.toBe(slotOf(payload, 'g'));
  });

  it('can be in the environment', () => {
    const payload = tsdlPayload('uint8_t f[env.n];', 'env { n = 23; };');
    expect((fieldOf(payload).class as ArrayClass).length).toEqual({ fixed: 23 });
    expect(refusal(() => tsdlPayload('uint8_t f[env.n];', 'env { n = "x"; };'))).toBe('metadata 7');
  });

  it.each([
    'uint8_t f[len]; uint8_t len;',
    'uint8_t f[f];',
    'struct { uint8_t x[s]; } s;',
    'string len; uint8_t f[len];',
    'integer { size = 8; signed = true; } len; uint8_t f[len];',
    'struct { uint8_t len; } a[2]; uint8_t f[a.len];',
    'uint8_t len; uint8_t f[len.x];',
    'uint8_t f[trace.environment.x];',
    'uint8_t f[stream.event.header.x];',
  ])('is refused: %s', (fields) => {
    expect(refusal(() => tsdlPayload(fields))).toBe('metadata 7');
  });
});

describe('a reference to another scope', () => {
  const read = (field: string): TraceSchema =>
    schemaOf(`typealias integer { size = 8; } := uint8_t;
      trace { major = 1; minor = 8; byte_order = le; packet.header := struct { uint8_t len, h; }; };
      event { context := struct { uint8_t len, x; }; fields := struct { uint8_t len, p; ${field} }; };
      stream {
        packet.context := struct { uint8_t len, c; };
        event.header := struct { uint8_t len, e; };
        event.context := struct { uint8_t len, s; };
      };`);
  const structs = (schema: TraceSchema): Record<string, StructClass | null | undefined> => {
    const stream = schema.streams.get(0);
    const event = stream?.events.get(0);
    return {
      'trace.packet.header': schema.packetHeader,
      'stream.packet.context': stream?.packetContext,
      'stream.event.header': stream?.eventHeader,
      'stream.event.context': stream?.commonContext,
      'event.context': event?.specificContext,
      'event.fields': event?.payload,
    };
  };

  it.each([
    'trace.packet.header',
    'stream.packet.context',
    'stream.event.header',
    'stream.event.context',
    'event.context',
    'event.fields',
  ])('begins with its name: %s', (scope) => {
    const found = structs(read(`uint8_t f[${scope.replaceAll('.', ' . ')}.len];`));
    expect(slotOf(found['event.fields'], 'f')).toBe(fieldOf(found[scope] ?? tsdlPayload(''), 'len').slot);
  });

  it.each([
    ['h', 'trace.packet.header'],
    ['c', 'stream.packet.context'],
    ['e', 'stream.event.header'],
    ['s', 'stream.event.context'],
    ['x', 'event.context'],
    ['len', 'event.fields'],
  ])('can be a name alone, which is searched from the nearest scope: %s', (name, scope) => {
    const found = structs(read(`uint8_t f[${name}];`));
    expect(slotOf(found['event.fields'], 'f')).toBe(fieldOf(found[scope] ?? tsdlPayload(''), name).slot);
  });

  it('does not reach the contexts of another event', () => {
    expect(
      refusal(() =>
        tsdl(`stream { event.header := struct { uint8_t id; }; };
          event { id = 0; context := struct { uint8_t len; }; };
          event { id = 1; fields := struct { uint8_t f[event.context.len]; }; };`),
      ),
    ).toBe('metadata 9');
  });
});

describe('a variant', () => {
  const variant = (fields: string, name = 'v'): VariantClass => {
    const { class: type } = fieldOf(tsdlPayload(fields), name);
    if (type.kind !== 'variant') throw new Error('no variant');
    return type;
  };

  it('selects by the ranges of the label with the name of the option', () => {
    const fields =
      'enum : uint8_t { a, _b = 3 ... 5, a = 9, c } tag; variant <tag> { string a; uint8_t _b; uint16_t none; } v;';
    const { options, selectorSlot } = variant(fields);
    expect(options.map(({ name, ranges }) => [name, ranges])).toEqual([
      [
        'a',
        [
          { low: 0n, high: 0n },
          { low: 9n, high: 9n },
        ],
      ],
      ['b', [{ low: 3n, high: 5n }]],
      ['none', []],
    ]);
    expect(selectorSlot).toBe(fieldOf(tsdlPayload(fields), 'tag').slot);
  });

  it('can be declared with a name, and get its tag where it is used', () => {
    const type = variant('enum : uint8_t { a } tag; variant named { uint8_t a; }; variant named <tag> v;');
    expect(type.options).toHaveLength(1);
  });

  it('gives the length of a sequence whichever option is selected', () => {
    const payload = tsdlPayload(`enum : uint8_t { x, y } tag;
      variant <tag> { struct { uint8_t len; } x; struct { uint16_t len; } y; } v; uint8_t f[v.len];
      variant <tag> { uint8_t x; uint16_t y; } w; uint8_t g[w];`);
    const options = (fieldOf(payload, 'v').class as VariantClass).options.map(({ class: type }) => type as StructClass);
    expect(options.map((option) => fieldOf(option).slot)).toEqual([slotOf(payload, 'f'), slotOf(payload, 'f')]);
    expect(fieldOf(payload, 'w').slot).toBe(slotOf(payload, 'g'));
  });

  it.each([
    'uint8_t tag; variant <tag> { string a; } v;',
    'enum : uint8_t { a } tag; variant <tag> { string b; } v;',
    'enum : uint8_t { a } tag; variant <tag> { } v;',
    'enum : uint8_t { a } tag; variant <tag> { string a; string a; } v;',
    'variant <tag> { string a; } v; enum : uint8_t { a } tag;',
    'variant { string a; } v;',
    'variant <"tag"> { string a; } v;',
    'enum : uint8_t { x, y } t; variant <t> { uint8_t x; string y; } v; uint8_t f[v];',
    'enum : uint8_t { x, y } t; variant <t> { struct { uint8_t len; } x; struct { } y; } v; uint8_t f[v.len];',
  ])('is refused: %s', (fields) => {
    expect(refusal(() => tsdlPayload(fields))).toBe('metadata 7');
  });
});
