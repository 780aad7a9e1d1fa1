import type { FieldValue } from '../events/event';
import type { BitReader } from './bit-reader';
import type { DecodeState } from './decode-state';

/** Both read the same bits. `skip` makes no value, but stores slots and reports roles as `read` does. */
export interface FieldReader<Value extends FieldValue = FieldValue> {
  read: (reader: BitReader, state: DecodeState) => Value;
  skip: (reader: BitReader, state: DecodeState) => void;
}
