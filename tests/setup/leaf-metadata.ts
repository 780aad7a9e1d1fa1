import type { Field, FieldClass, StructClass } from '@reader/schema/field-class';
import type { TraceSchema } from '@reader/schema/trace-schema';

const CLOCKED = ['timestamp', 'timestamp-begin', 'timestamp-end'];

/** Writes a schema of lttng-events.ts as metadata of CTF 1.8, so that a written leaf can be a folder. */
export function leafMetadata({ uuid, environment, clocks, packetHeader, streams }: TraceSchema): string {
  const [clock] = clocks;
  if (!clock || !packetHeader) throw new Error('The schema has no clock or no packet header.');
  const entries = [...environment].map(
    ([name, value]) => `${name} = ${typeof value === 'bigint' ? value : quoted(value)};`,
  );
  const parts = [
    '/* CTF 1.8 */',
    `trace { major = 1; minor = 8; uuid = "${uuid}"; byte_order = le; packet.header := ${struct(packetHeader)}; };`,
    `env { ${entries.join(' ')} };`,
    `clock { name = "${clock.name}"; freq = ${clock.frequencyHz}; offset_s = ${clock.offsetSeconds}; offset = ${clock.offsetCycles}; };`,
  ];
  for (const stream of streams.values()) {
    const { id, packetContext, eventHeader, commonContext } = stream;
    const named = { 'packet.context': packetContext, 'event.header': eventHeader, 'event.context': commonContext };
    const scopes = Object.entries(named).flatMap(([name, type]) => (type ? [`${name} := ${struct(type)};`] : []));
    parts.push(`stream { id = ${id}; ${scopes.join(' ')} };`);
    for (const { id: event, name, payload } of stream.events.values())
      parts.push(
        `event { name = ${quoted(name)}; id = ${event}; stream_id = ${id}; fields := ${payload ? struct(payload) : 'struct { }'}; };`,
      );
  }
  return `${parts.join('\n')}\n`;
}

/** Everything but quotes, backslashes and line ends may stand in a text of TSDL. */
const quoted = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const struct = ({ fields, alignment }: StructClass): string =>
  `struct { ${fields.map((field, index) => member(field, fields[index - 1])).join(' ')} } align(${alignment})`;

/** @param before the field that selects a variant */
function member({ name, class: type, roles }: Field, before?: Field): string {
  const isClocked = roles.some((role) => CLOCKED.includes(role));
  if (type.kind === 'variant') {
    const options = type.options.map((option) => `${typeText(option.class, false)} ${option.name};`);
    return `variant <${before?.name}> { ${options.join(' ')} } ${name};`;
  }
  if (type.kind !== 'array') return `${typeText(type, isClocked)} ${name};`;
  if (!('fixed' in type.length)) throw new Error(`${name} has a length in another field.`);
  return `${typeText(type.element, false)} ${name}[${type.length.fixed}];`;
}

function typeText(type: FieldClass, isClocked: boolean): string {
  if (type.kind === 'integer') {
    const { bits, alignment, isSigned, base, encoding } = type;
    const more = `${encoding === 'none' ? '' : ` encoding = ${encoding.toUpperCase()};`}${isClocked ? ' map = clock.monotonic.value;' : ''}`;
    return `integer { size = ${bits}; align = ${alignment}; signed = ${isSigned}; base = ${base};${more} }`;
  }
  if (type.kind === 'string') return 'string';
  if (type.kind === 'struct') return struct(type);
  if (type.kind === 'enum') {
    const labels = type.mappings.map(({ label, low, high }) => `${label} = ${low} ... ${high}`);
    return `enum : ${typeText(type.integer, false)} { ${labels.join(', ')} }`;
  }
  throw new Error(`A field of kind ${type.kind} is not written.`);
}
