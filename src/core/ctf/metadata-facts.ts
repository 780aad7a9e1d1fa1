import { metadataText } from '../library/ctf-metadata';
import { isCtf2 } from './ctf-version';
import { type TsdlBlock, tsdlBlocks } from './tsdl-blocks';

/** What has to be known of a leaf before its events are read as text. */
export interface MetadataFacts {
  /** Without a clock the times that a reader prints mean nothing. */
  hasClock: boolean;
  /** Whether no name that babeltrace2 prints as it is has a line end in it: then each line is one event. */
  hasOneLineNames: boolean;
}

/** @param file the whole metadata; one that is not understood counts as usual: the reader will refuse it */
export function metadataFacts(file: Buffer): MetadataFacts {
  if (isCtf2(file)) return { hasClock: file.includes('"clock-class"'), hasOneLineNames: !file.includes('\\') };
  const facts = { hasClock: false, hasOneLineNames: true };
  for (const block of tsdlBlocks(metadataText(file))) {
    facts.hasClock ||= block.name === 'clock';
    facts.hasOneLineNames &&= isOneLine(block);
  }
  return facts;
}

/** Printed without escapes by babeltrace2 2.0 and 2.1 (plugins/text/pretty/print.c): the event's name and the trace's domain. */
const PRINTED: Readonly<Record<string, string>> = { event: 'name', env: 'domain' };

const isOneLine = ({ name, fields }: TsdlBlock): boolean =>
  fields
    .filter((field) => field.name === PRINTED[name])
    .every(({ value }) => value.every(({ text }) => !ODD.test(text)));

/** A control character, or an escape that may stand for one. */
const ODD = /[\\\u0000-\u001f]/;
