import { metadataError } from '../../read-error';
import type { PartsBudget } from '../bounds';
import type { DeclaredEvent, DeclaredStream, DeclaredStruct, DeclaredTrace } from '../declared';
import type { ByteOrder } from '../field-class';
import type { ClockClass } from '../trace-schema';
import { uuidText } from '../uuid-text';
import { Ctf2Classes } from './classes';
import { clockOf } from './clocks';
import { jsonSequence } from './json-text';
import { Properties, textOf, wrong } from './properties';
import { ctf2Roles } from './roles';
import { uuidOf } from './uuid';

/** Ids are numbers in the schema; tracers count them from 0. */
const MOST_ID = BigInt(Number.MAX_SAFE_INTEGER);
const LTTNG = 'lttng.org,2009';

/**
 * Parses CTF 2 metadata, a JSON text sequence (CTF2-SPEC-2.0). Also reads what the draft CTF2-SPECRC-7.0 has under other names:
 * enumeration classes, field locations as arrays, names instead of ids of clocks, `user-attributes`, and UUIDs as arrays.
 * @throws ReadError
 */
export function parseCtf2(text: string, budget: PartsBudget): DeclaredTrace {
  const fragments = new Fragments();
  for (const value of jsonSequence(text, budget)) fragments.add(new Properties(value, 'A fragment'));
  return fragments.trace();
}

class Fragments {
  readonly #classes = new Ctf2Classes();
  readonly #clocks = new Map<string, ClockClass>();
  readonly #streams = new Map<number, DeclaredStream & { events: DeclaredEvent[]; ids: Set<number> }>();
  readonly #environment = new Map<string, string | bigint>();
  #hasPreamble = false;
  #hasTrace = false;
  #uuid: string | null = null;
  #packetHeader: DeclaredStruct | null = null;

  add(fragment: Properties): void {
    const type = textOf(fragment.need('type'), 'type');
    if ((type === 'preamble') === this.#hasPreamble)
      throw metadataError('The metadata does not begin with its only preamble.', fragment.line);
    const read = Object.hasOwn(this.#read, type) ? this.#read[type] : undefined;
    if (!read) throw metadataError('The type of a fragment is unknown.', fragment.line);
    read(fragment);
    fragment.end();
  }

  readonly #read: Readonly<Record<string, (fragment: Properties) => void>> = {
    preamble: (fragment) => this.#preamble(fragment),
    'field-class-alias': (fragment) =>
      this.#classes.declareAlias(textOf(fragment.need('name'), 'name'), fragment.need('field-class')),
    'trace-class': (fragment) => this.#trace(fragment),
    'clock-class': (fragment) => {
      const { id, clock } = clockOf(fragment);
      if (this.#clocks.has(id)) throw metadataError('Two clocks have the same id.', fragment.line);
      this.#clocks.set(id, clock);
    },
    'data-stream-class': (fragment) => this.#stream(fragment),
    'event-record-class': (fragment) => this.#event(fragment),
  };

  trace(): DeclaredTrace {
    if (!this.#hasPreamble) throw metadataError('The metadata has no preamble.', 1);
    return {
      version: '2',
      byteOrder: firstByteOrder(this.#packetHeader),
      uuid: this.#uuid,
      environment: this.#environment,
      clocks: [...this.#clocks.values()],
      packetHeader: this.#packetHeader,
      streams: [...this.#streams.values()],
      rolesOf: ctf2Roles,
    };
  }

  #preamble(fragment: Properties): void {
    this.#hasPreamble = true;
    const version = fragment.need('version');
    if (version.kind !== 'integer' || version.integer !== 2n) throw wrong('version', '2', version);
    this.#uuid = uuidOf(fragment, 'uuid');
  }

  #trace(fragment: Properties): void {
    if (this.#hasTrace) throw metadataError('The metadata has two trace classes.', fragment.line);
    if (this.#streams.size > 0) throw metadataError('The trace class is after a data stream class.', fragment.line);
    this.#hasTrace = true;
    const { uid } = identity(fragment);
    const uuid = uuidOf(fragment, 'uuid');
    this.#uuid ??= uuid ?? uuidText(uid); // LTTng writes the UUID as the unique id
    for (const [name, value] of fragment.entries('environment') ?? []) {
      if (value.kind !== 'integer' && value.kind !== 'string')
        throw wrong('environment', 'of integers and strings', value);
      this.#environment.set(name, value.kind === 'integer' ? value.integer : value.text);
    }
    this.#packetHeader = this.#struct(fragment, 'packet-header-field-class');
  }

  #stream(fragment: Properties): void {
    const { line } = fragment;
    const id = Number(fragment.unsigned('id', MOST_ID) ?? 0n);
    if (this.#streams.has(id)) throw metadataError(`Two data stream classes have the id ${id}.`, line);
    const clockId = fragment.string('default-clock-class-id') ?? fragment.string('default-clock-class-name');
    const clock = clockId === undefined ? null : this.#clocks.get(clockId);
    if (clock === undefined) throw metadataError('The clock of a data stream class is not declared.', line);
    const { name } = identity(fragment);
    this.#streams.set(id, {
      id,
      name: name ?? null,
      clock,
      packetContext: this.#struct(fragment, 'packet-context-field-class'),
      eventHeader: this.#struct(fragment, 'event-record-header-field-class'),
      commonContext: this.#struct(fragment, 'event-record-common-context-field-class'),
      events: [],
      ids: new Set(),
      line,
    });
  }

  #event(fragment: Properties): void {
    const { line } = fragment;
    const stream = this.#streams.get(Number(fragment.unsigned('data-stream-class-id', MOST_ID) ?? 0n));
    if (!stream) throw metadataError('An event record class belongs to no data stream class.', line);
    const id = Number(fragment.unsigned('id', MOST_ID) ?? 0n);
    if (stream.ids.has(id)) throw metadataError(`Two event record classes have the id ${id}.`, line);
    stream.ids.add(id);
    stream.events.push({
      id,
      name: identity(fragment).name ?? '',
      logLevel: logLevel(fragment),
      specificContext: this.#struct(fragment, 'specific-context-field-class'),
      payload: this.#struct(fragment, 'payload-field-class'),
      line,
    });
  }

  #struct(fragment: Properties, name: string): DeclaredStruct | null {
    const value = fragment.get(name);
    if (!value) return null;
    const type = this.#classes.read(value);
    if (type.kind !== 'struct') throw wrong(name, 'a structure', value);
    return type;
  }
}

/** Name and unique id. The namespace is read and not kept. */
function identity(fragment: Properties): { name: string | undefined; uid: string | undefined } {
  fragment.string('namespace');
  return { name: fragment.string('name'), uid: fragment.string('uid') };
}

/** LTTng writes the log level as a user attribute. */
function logLevel(fragment: Properties): number | null {
  const lttng = fragment.entries('attributes')?.get(LTTNG);
  const level = lttng?.kind === 'object' ? lttng.entries.get('log-level') : undefined;
  return level?.kind === 'integer' ? Number(level.integer) : null;
}

/** CTF 2 has no byte order of a trace. The schema has that of the magic number. */
function firstByteOrder(header: DeclaredStruct | null): ByteOrder {
  const first = header?.fields[0]?.class;
  return first?.kind === 'scalar' && first.class.kind === 'integer' ? first.class.byteOrder : 'little';
}
