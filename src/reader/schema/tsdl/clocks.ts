import { metadataError } from '../../read-error';
import { MOST_SIGNED, shownName } from '../bounds';
import type { DeclaredClass, DeclaredStruct } from '../declared';
import type { ClockClass } from '../trace-schema';
import type { Attributes } from './attributes';

const NANOSECONDS = 1_000_000_000n;

/** A trace without block `clock` has this clock if it has timestamps; babeltrace2 reads such traces in the same way. */
export const IMPLICIT_CLOCK: ClockClass = {
  name: 'default',
  uuid: null,
  frequencyHz: NANOSECONDS,
  offsetSeconds: 0n,
  offsetCycles: 0n,
  isAbsolute: false,
};

/**
 * Reads blocks `clock` (CTF 1.8.3, section 8).
 * @param isLttng LTTng's clocks have an offset from the Unix epoch, and do not say that they are absolute
 */
export function clockClasses(blocks: readonly Attributes[], isLttng: boolean): Map<string, ClockClass> {
  const clocks = new Map<string, ClockClass>();
  for (const block of blocks) {
    const name = block.text('name');
    if (!name) throw metadataError('A clock has no name.', block.line);
    if (clocks.has(name)) throw metadataError('Two clocks have the same name.', block.line);
    const frequencyHz = block.integer('freq') ?? NANOSECONDS;
    if (frequencyHz < 1n) throw metadataError('The frequency of a clock is not positive.', block.line);
    const precision = block.integer('precision');
    if (precision !== undefined && precision < 0n)
      throw metadataError('The precision of a clock is negative.', block.line);
    block.string('description');
    clocks.set(name, {
      name,
      uuid: block.uuid('uuid'),
      frequencyHz,
      offsetSeconds: signed(block, 'offset_s'),
      offsetCycles: signed(block, 'offset'),
      isAbsolute: (block.boolean('absolute') ?? false) || isLttng,
    });
  }
  return clocks;
}

function signed(block: Attributes, name: string): bigint {
  const value = block.integer(name) ?? 0n;
  if (value > MOST_SIGNED) throw metadataError('The offset of a clock does not fit in 64 bits with sign.', block.line);
  return value;
}

/**
 * The clock of a stream's timestamps: the one to which the integers of the event header and the packet context are mapped. Without
 * a map, the only clock of the trace, if the stream has fields with the names of timestamps.
 * @throws ReadError if the integers are mapped to several clocks
 */
export function streamClock(
  structures: readonly (DeclaredStruct | null)[],
  clocks: ReadonlyMap<string, ClockClass>,
  line: number,
): ClockClass | null {
  const mapped = new Set<string>();
  let hasTimestamps = false;
  for (const structure of structures)
    if (structure)
      walk(structure, (name, clock) => {
        if (clock !== null) mapped.add(clock);
        else if (TIMESTAMPS.has(name)) hasTimestamps = true;
      });
  if (mapped.size > 1) throw metadataError('The timestamps of a stream are mapped to different clocks.', line);
  const [name] = mapped;
  if (name !== undefined) {
    const clock = clocks.get(name);
    if (!clock) throw metadataError(`The clock \`${shownName(name)}\` is not declared.`, line);
    return clock;
  }
  if (!hasTimestamps) return null;
  if (clocks.size > 1) throw metadataError('The timestamps of a stream are mapped to none of the clocks.', line);
  return [...clocks.values()][0] ?? IMPLICIT_CLOCK;
}

export const TIMESTAMPS: ReadonlySet<string> = new Set(['timestamp', 'timestamp_begin', 'timestamp_end']);

/** Visits the integers of a structure that are fields, and not elements of arrays. Its depth is bounded, see `depthOver`. */
function walk(type: DeclaredClass, visit: (name: string, clock: string | null) => void, name = ''): void {
  if (type.kind === 'scalar' && (type.class.kind === 'integer' || type.class.kind === 'enum')) visit(name, type.clock);
  else if (type.kind === 'struct') for (const field of type.fields) walk(field.class, visit, field.name);
  else if (type.kind === 'variant') for (const option of type.options) walk(option.class, visit, option.name);
}
