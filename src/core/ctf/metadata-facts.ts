import { metadataText } from '../library/ctf-metadata';
import { isCtf2 } from './ctf-version';
import { type TsdlBlock, tsdlBlocks } from './tsdl-blocks';

/** Properties of a leaf that decide how its events are read as text. */
export interface MetadataFacts {
  /** Without a clock, the times that a reader prints are meaningless. */
  hasClock: boolean;
  /** Whether each printed line is one event: no name that babeltrace2 prints without escapes contains a line end. */
  hasOneLineNames: boolean;
}

/** @param file the whole metadata; an invalid one gives a result without error, and the reader refuses it later */
export function metadataFacts(file: Buffer): MetadataFacts {
  if (isCtf2(file)) return { hasClock: file.includes('"clock-class"'), hasOneLineNames: !file.includes('\\') };
  const facts = { hasClock: false, hasOneLineNames: true };
  for (const block of tsdlBlocks(metadataText(file))) {
    facts.hasClock ||= block.name === 'clock';
    facts.hasOneLineNames &&= isOneLine(block);
  }
  return facts;
}

/** Fields that babeltrace2 2.0 and 2.1 print without escapes (plugins/text/pretty/print.c), by block. */
const PRINTED: Readonly<Record<string, string>> = { event: 'name', env: 'domain' };

const isOneLine = ({ name, fields }: TsdlBlock): boolean =>
  fields
    .filter((field) => field.name === PRINTED[name])
    .every(({ value }) => value.every(({ text }) => !ODD.test(text)));

/** A control character, or an escape that may stand for one. */
const ODD = /[\\\u0000-\u001f]/;
