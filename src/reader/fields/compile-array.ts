import type { FieldValue } from '../events/event';
import { ReadError } from '../read-error';
import type { ArrayClass } from '../schema/field-class';
import type { BitReader } from './bit-reader';
import type { DecodeState } from './decode-state';
import { leastBits } from './field-layout';
import type { FieldReader } from './field-reader';
import { decodeText, readBytes } from './text';

/** CTF 1.8.3 section 4.2.3: an array of characters with an encoding is text. */
const isText = ({ element }: ArrayClass): boolean =>
  element.kind === 'integer' && element.bits === 8 && element.encoding !== 'none';

export function compileArray(array: ArrayClass, element: FieldReader): FieldReader {
  const { length, alignment } = array;
  const least = leastBits(array.element);
  const begin = (reader: BitReader, state: DecodeState): number => {
    const count = 'fixed' in length ? length.fixed : state.length(length.slot);
    if (alignment > 1) reader.align(alignment);
    if (count * least > reader.remainingBits)
      throw new ReadError('damaged', `An array of ${count} elements is longer than its packet.`);
    return count;
  };
  const isBytes = array.element.kind === 'integer' && array.element.bits === 8 && array.element.alignment <= 8;
  const read = (reader: BitReader, state: DecodeState): FieldValue => {
    const count = begin(reader, state);
    if (isBytes && isText(array) && reader.position % 8 === 0) return decodeText(readBytes(reader, count), 'utf8');
    const values: FieldValue[] = [];
    for (let index = 0; index < count; index++) {
      const from = reader.position;
      state.countValues(1);
      values.push(element.read(reader, state));
      if (reader.position === from) state.countEmpty();
    }
    return isText(array) ? decodeText(Uint8Array.from(values, Number), 'utf8') : values;
  };
  const skip = (reader: BitReader, state: DecodeState): void => {
    const count = begin(reader, state);
    if (isBytes && reader.position % 8 === 0) {
      reader.skip(count * 8);
      return;
    }
    for (let index = 0; index < count; index++) {
      const from = reader.position;
      element.skip(reader, state);
      if (reader.position === from) state.countEmpty();
    }
  };
  return { read, skip };
}
