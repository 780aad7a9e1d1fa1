import { ReadError } from '@reader/read-error';
import type { Field, FieldClass, FieldRole, StructClass } from '@reader/schema/field-class';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceSchema } from '@reader/schema/trace-schema';
import { jsonSequence } from './json-sequence';

const TRACE = 'trace { major = 1; minor = 8; byte_order = le; };';
const INTEGERS = [8, 16, 32, 64].map((bits) => `typealias integer { size = ${bits}; } := uint${bits}_t;`).join('\n');

/** CTF 1.8 metadata with a little-endian trace, and the types `uint8_t` to `uint64_t`. */
export const tsdl = (text: string): TraceSchema => schemaOf(`/* CTF 1.8 */\n${TRACE}\n${INTEGERS}\n${text}`);

export const schemaOf = (text: string): TraceSchema => readMetadata(new TextEncoder().encode(text));

/** The payload of the only event of a trace, from the text of its fields. */
export function tsdlPayload(fields: string, before = ''): StructClass {
  return payloadOf(tsdl(`${before} event { name = e; fields := struct { ${fields} }; };`));
}

export function payloadOf({ streams }: TraceSchema): StructClass {
  const payload = streams.get(0)?.events.get(0)?.payload;
  if (!payload) throw new Error('the trace has no event with a payload');
  return payload;
}

/** The class of the first field of a payload. */
export const tsdlClass = (field: string, before = ''): FieldClass => fieldOf(tsdlPayload(field, before)).class;

/** The first field, or the one with a name. */
export function fieldOf({ fields }: StructClass, name?: string): Field {
  const field = name === undefined ? fields[0] : fields.find((one) => one.name === name);
  if (!field) throw new Error(`the structure has no field ${name ?? ''}`);
  return field;
}

/** The roles of the fields of a structure, by name. */
export const rolesOf = (struct: StructClass | null | undefined): Record<string, readonly FieldRole[]> =>
  Object.fromEntries((struct?.fields ?? []).map((field) => [field.name, field.roles]));

/** CTF 2 metadata: the preamble, and these fragments. */
export const ctf2 = (...fragments: object[]): TraceSchema =>
  schemaOf(jsonSequence([{ type: 'preamble', version: 2 }, ...fragments]));

/** The payload of the only event of a CTF 2 trace. */
export const ctf2Payload = (members: Record<string, unknown>): StructClass =>
  payloadOf(
    ctf2(
      { type: 'data-stream-class' },
      {
        type: 'event-record-class',
        'payload-field-class': {
          type: 'structure',
          'member-classes': Object.entries(members).map(([name, value]) => ({ name, 'field-class': value })),
        },
      },
    ),
  );

/** Code and line of the refusal, e.g. `metadata 4`. */
export function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return `${error.code} ${error.at && 'line' in error.at ? error.at.line : ''}`.trim();
  }
  return 'accepted';
}
