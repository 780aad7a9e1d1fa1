import { join } from 'node:path';
import { isCtf2 } from '../ctf/ctf-version';
import { firstBlock, plainValue } from '../ctf/tsdl-blocks';
import { fileHead } from '../files/file-head';
import { metadataText } from '../library/ctf-metadata';

/** The format of a leaf, which decides which viewers can read it. */
export interface TraceFormat {
  ctf: '1.8' | '2';
  /** Version of LTTng as `2.13`; null for another tracer, or when the metadata does not contain it. */
  lttng: string | null;
}

/** The environment block is near the beginning, before any event, so the rest of the metadata is not read. */
const HEAD_BYTES = 64 * 1024;
const IN_JSON = /"tracer_(name|major|minor)"\s*:\s*(?:"([^"]*)"|(\d+))/g;

/**
 * Reads the format from the leaf's metadata, since the installed tracer may not be the one that recorded it.
 * @throws the system's error when the metadata cannot be read
 */
export async function traceFormat(leaf: string): Promise<TraceFormat> {
  return formatOf(await fileHead(join(leaf, 'metadata'), HEAD_BYTES));
}

export function formatOf(head: Buffer): TraceFormat {
  if (isCtf2(head)) return { ctf: '2', lttng: tracerOf(fieldsOfJson(head.toString('utf8'))) };
  return { ctf: '1.8', lttng: tracerOf(fieldsOfText(metadataText(head))) };
}

type Field = readonly [name: string, value: string];

const fieldsOfJson = (text: string): Field[] =>
  [...text.matchAll(IN_JSON)].map(([, name = '', text, number]) => [name, text ?? number ?? '']);

const fieldsOfText = (text: string): Field[] =>
  (firstBlock(text, 'env')?.fields ?? []).map((field) => [field.name.replace(/^tracer_/, ''), plainValue(field) ?? '']);

/** Uses the first field of each name; later ones belong to other blocks. */
function tracerOf(found: readonly Field[]): string | null {
  const fields = new Map([...found].reverse());
  const major = fields.get('major');
  const minor = fields.get('minor');
  if (!fields.get('name')?.startsWith('lttng') || major === undefined || minor === undefined) return null;
  return `${major}.${minor}`;
}
