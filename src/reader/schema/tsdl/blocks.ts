import { metadataError } from '../../read-error';
import { shownName } from '../bounds';
import type { DeclaredClass, DeclaredStruct } from '../declared';
import { Attributes, attributeBlock, attributeValue, dottedName } from './attributes';
import type { TsdlTypes } from './types';

/** A block `trace`, `stream` or `event`: attributes `NAME = VALUE;` and structures `NAME := TYPE;`. */
export interface TypedBlock {
  attributes: Attributes;
  structures: ReadonlyMap<string, DeclaredClass>;
  line: number;
}

/** The blocks of CTF 1.8 metadata, each kind in the order of the text. Blocks `callsite` are read and not kept. */
export interface TsdlBlocks {
  trace: TypedBlock | null;
  streams: TypedBlock[];
  events: TypedBlock[];
  clocks: Attributes[];
  environment: Attributes[];
}

/** @throws ReadError */
export function tsdlBlocks(types: TsdlTypes): TsdlBlocks {
  const { cursor, budget } = types;
  const blocks: TsdlBlocks = { trace: null, streams: [], events: [], clocks: [], environment: [] };
  while (cursor.accept(';'));
  while (cursor.peek()) {
    const { line } = cursor;
    budget.spend(line);
    if (types.acceptDeclaration()) continue;
    if (cursor.acceptWord('trace')) {
      if (blocks.trace) throw metadataError('The metadata has two blocks `trace`.', line);
      blocks.trace = typedBlock(types);
    } else if (cursor.acceptWord('stream')) blocks.streams.push(typedBlock(types));
    else if (cursor.acceptWord('event')) blocks.events.push(typedBlock(types));
    else if (cursor.acceptWord('clock')) blocks.clocks.push(attributeBlock(cursor, budget));
    else if (cursor.acceptWord('env')) blocks.environment.push(attributeBlock(cursor, budget));
    else if (cursor.acceptWord('callsite')) attributeBlock(cursor, budget);
    else throw cursor.error('Expected a declaration or a block.');
    cursor.endStatement();
  }
  return blocks;
}

/** The structure with this name; null without one. @throws ReadError if it is another type */
export function structure({ structures, line }: TypedBlock, name: string): DeclaredStruct | null {
  const type = structures.get(name);
  if (type && type.kind !== 'struct') throw metadataError(`\`${name}\` is no struct.`, line);
  return type ?? null;
}

function typedBlock(types: TsdlTypes): TypedBlock {
  const { cursor, budget } = types;
  const { line } = cursor;
  const attributes = new Attributes(line);
  const structures = new Map<string, DeclaredClass>();
  cursor.expect('{');
  types.inScope(() => {
    while (cursor.accept(';'));
    while (!cursor.accept('}')) {
      if (types.acceptDeclaration()) continue;
      const at = cursor.line;
      budget.spend(at);
      const name = dottedName(cursor);
      if (cursor.accept(':=')) {
        if (structures.has(name)) throw metadataError(`\`${shownName(name)}\` occurs twice.`, at);
        structures.set(name, types.type());
      } else {
        cursor.expect('=');
        attributes.add(name, attributeValue(cursor), at);
      }
      cursor.endStatement();
    }
  });
  return { attributes, structures, line };
}
