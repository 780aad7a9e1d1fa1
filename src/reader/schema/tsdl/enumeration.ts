import { metadataError } from '../../read-error';
import { checkName, type PartsBudget } from '../bounds';
import type { EnumClass, EnumMapping, IntegerClass } from '../field-class';
import type { TsdlCursor } from './cursor';
import { constantInteger, stringLiteral } from './literals';

/**
 * Reads `{ LABEL, LABEL = VALUE, LABEL = LOW ... HIGH, … }`. A label without value has the value after the previous one, the first
 * has 0 (CTF 1.8.3, section 4.1.8). Labels can repeat, and ranges can overlap.
 */
export function enumClass(cursor: TsdlCursor, integer: IntegerClass, budget: PartsBudget): EnumClass {
  const mappings: EnumMapping[] = [];
  let next = 0n;
  cursor.expect('{');
  while (!cursor.isMark('}')) {
    const { line } = cursor;
    budget.spend(line);
    const label = enumLabel(cursor);
    checkName(label, line);
    const low = cursor.accept('=') ? constantInteger(cursor) : next;
    const high = cursor.accept('...') ? constantInteger(cursor) : low;
    if (high < low) throw metadataError('A range of an enumeration ends before it begins.', line);
    if (!fits(low, integer) || !fits(high, integer))
      throw metadataError('A value of an enumeration does not fit in its integer.', line);
    mappings.push({ label, low, high });
    next = high + 1n;
    if (!cursor.accept(',')) break;
  }
  const { line } = cursor;
  while (cursor.accept(';'));
  cursor.expect('}');
  if (mappings.length === 0) throw metadataError('An enumeration has no label.', line);
  return { kind: 'enum', integer, mappings };
}

/** A label is a string, or a word. Keywords are labels too. */
function enumLabel(cursor: TsdlCursor): string {
  const token = cursor.peek();
  if (token?.kind === 'string') return stringLiteral(cursor);
  if (token?.kind !== 'word' || /^\d/.test(token.text)) throw cursor.error('Expected the label of an enumeration.');
  return cursor.next().text;
}

function fits(value: bigint, { bits, isSigned }: IntegerClass): boolean {
  return isSigned ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
}
