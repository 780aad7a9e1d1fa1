import { join } from 'node:path';
import { firstBlock, plainValue } from '../ctf/tsdl-blocks';
import { fileHead } from '../files/file-head';
import { metadataText } from '../library/ctf-metadata';

/** What a viewer has to understand to read a leaf. */
export interface TraceFormat {
  ctf: '1.8' | '2';
  /** Version of LTTng as `2.13`; null for what another tracer wrote, or where the metadata does not say. */
  lttng: string | null;
}

/** The environment block stands near the front, before any event: the rest of a large metadata is not read. */
const HEAD_BYTES = 64 * 1024;
/** A CTF 2 metadata is a JSON text sequence (RFC 7464): each fragment begins with a record separator. */
const RECORD_SEPARATOR = 0x1e;
const IN_JSON = /"tracer_(name|major|minor)"\s*:\s*(?:"([^"]*)"|(\d+))/g;

/**
 * The format of a leaf by its own metadata: today's tracer need not be the one that wrote it.
 * @throws the system's error when it cannot be read
 */
export async function traceFormat(leaf: string): Promise<TraceFormat> {
  return formatOf(await fileHead(join(leaf, 'metadata'), HEAD_BYTES));
}

export function formatOf(head: Buffer): TraceFormat {
  if (head[0] === RECORD_SEPARATOR) return { ctf: '2', lttng: tracerOf(fieldsOfJson(head.toString('utf8'))) };
  return { ctf: '1.8', lttng: tracerOf(fieldsOfText(metadataText(head))) };
}

type Field = readonly [name: string, value: string];

const fieldsOfJson = (text: string): Field[] =>
  [...text.matchAll(IN_JSON)].map(([, name = '', word, number]) => [name, word ?? number ?? '']);

const fieldsOfText = (text: string): Field[] =>
  (firstBlock(text, 'env')?.fields ?? []).map((field) => [field.name.replace(/^tracer_/, ''), plainValue(field) ?? '']);

/** The first of each name counts: what comes later belongs to something else. */
function tracerOf(found: readonly Field[]): string | null {
  const fields = new Map([...found].reverse());
  const major = fields.get('major');
  const minor = fields.get('minor');
  if (!fields.get('name')?.startsWith('lttng') || major === undefined || minor === undefined) return null;
  return `${major}.${minor}`;
}
