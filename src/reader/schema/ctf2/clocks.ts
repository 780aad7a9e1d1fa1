import { metadataError } from '../../read-error';
import { MOST_SIGNED } from '../bounds';
import type { ClockClass } from '../trace-schema';
import { uuidText } from '../uuid-text';
import { Properties, textOf, wrong } from './properties';
import { uuidOf } from './uuid';

/** Reads a clock class, and the id with which data stream classes name it; in the draft of CTF 2 the id is the name. */
export function clockOf(fragment: Properties): { id: string; clock: ClockClass } {
  const name = fragment.string('name');
  const id = fragment.string('id') ?? name;
  if (id === undefined) throw metadataError('A clock has no id.', fragment.line);
  fragment.need('frequency');
  const frequencyHz = fragment.unsigned('frequency') ?? 0n;
  if (frequencyHz < 1n) throw metadataError('The frequency of a clock is not positive.', fragment.line);
  fragment.string('namespace');
  fragment.string('description');
  fragment.unsigned('precision');
  fragment.unsigned('accuracy');
  const clock = {
    name: name ?? id,
    uuid: uuidText(fragment.string('uid')) ?? uuidOf(fragment, 'uuid'),
    frequencyHz,
    ...offset(fragment, frequencyHz),
    isAbsolute: isUnixEpoch(fragment),
  };
  return { id, clock };
}

function offset(fragment: Properties, frequencyHz: bigint): { offsetSeconds: bigint; offsetCycles: bigint } {
  const value = fragment.get('offset-from-origin');
  if (!value) return { offsetSeconds: 0n, offsetCycles: 0n };
  const properties = new Properties(value, 'The offset of a clock');
  const seconds = properties.get('seconds');
  if (seconds && (seconds.kind !== 'integer' || seconds.integer > MOST_SIGNED))
    throw wrong('seconds', 'an integer of 64 bits with sign', seconds);
  const offsetCycles = properties.unsigned('cycles') ?? 0n;
  if (offsetCycles >= frequencyHz)
    throw metadataError('The offset of a clock has cycles of more than a second.', value.line);
  properties.end();
  return { offsetSeconds: seconds?.kind === 'integer' ? seconds.integer : 0n, offsetCycles };
}

/** Another origin has a name and a unique id. */
function isUnixEpoch(fragment: Properties): boolean {
  const value = fragment.get('origin');
  if (!value) return false;
  if (value.kind === 'string') {
    if (value.text !== 'unix-epoch') throw wrong('origin', '`unix-epoch`', value);
    return true;
  }
  const origin = new Properties(value, 'The origin of a clock');
  origin.string('namespace');
  textOf(origin.need('name'), 'name');
  textOf(origin.need('uid'), 'uid');
  origin.end();
  return false;
}
