import { ReadError } from '../read-error';
import { bindTrace } from './binding/bind-trace';
import { PartsBudget } from './bounds';
import { parseCtf2 } from './ctf2/parse-ctf2';
import { metadataText } from './metadata-text';
import type { TraceSchema } from './trace-schema';
import { parseTsdl } from './tsdl/parse-tsdl';

/** The comment with which plain metadata begins, and its version. Text in packets and text of LTTng 2.14 can lack it. */
const FIRST_COMMENT = /^\/\*\s*CTF\s+([0-9.]+)/;
const CTF_1 = '1.8';

/** CTF 2 is a JSON text sequence. The record separator may be missing, as in traces of the draft. */
const JSON_TEXT = /^[\s\x1e]*\{/;

/**
 * Reads the metadata of a trace: CTF 1.8 or CTF 2, as text or in packets.
 * @param bytes the whole file `metadata`, at most 64 MiB
 * @throws ReadError with the line, counted in the text without packet headers
 */
export function readMetadata(bytes: Uint8Array): TraceSchema {
  const text = metadataText(bytes);
  const budget = new PartsBudget();
  if (JSON_TEXT.test(text.slice(0, 200))) return bindTrace(parseCtf2(text, budget), budget);
  const version = FIRST_COMMENT.exec(text.slice(0, 200))?.[1] ?? CTF_1;
  if (version !== CTF_1)
    throw new ReadError('unsupported', `Metadata of CTF ${version.slice(0, 20)} is not supported.`, { line: 1 });
  return bindTrace(parseTsdl(text, budget), budget);
}
