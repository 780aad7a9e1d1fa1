import { ReadError } from '@reader/read-error';
import { readMetadata } from '@reader/schema/read-metadata';
import { oneLine } from '@shared/model/plain-text';
import { isCtf2 } from '../ctf/ctf-version';
import { firstBlock, plainValue } from '../ctf/tsdl-blocks';
import { metadataText } from '../library/ctf-metadata';

/** The environment in the metadata (block `env` of CTF 1.8): where and by which tracer the trace was recorded. Null for missing fields. */
export interface CtfEnv {
  domain: 'kernel' | 'userspace';
  host: string | null;
  kernel: string | null;
  /** LTTng's version; null for other tracers. */
  lttng: string | null;
  /** Name and version of another tracer. */
  tracer: string | null;
  session: string | null;
  uid: number | null;
  bits: 32 | 64 | null;
}

const LONGEST = 200;

/** @param file the whole metadata file; one without an environment gives nulls, never an error */
export function readEnv(file: Buffer): CtfEnv {
  const fields = new Map<string, string>();
  for (const [name, value] of isCtf2(file) ? ofCtf2(file) : ofTsdl(file))
    if (!fields.has(name)) fields.set(name, oneLine(value).slice(0, LONGEST));
  const text = (name: string): string | null => fields.get(name) || null;
  const whole = (name: string): number | null =>
    /^\d{1,9}$/.test(fields.get(name) ?? '') ? Number(fields.get(name)) : null;
  const tracer = text('tracer_name');
  const version = ['tracer_major', 'tracer_minor', 'tracer_patchlevel', 'tracer_patch']
    .flatMap((name) => text(name) ?? [])
    .join('.');
  const isLttng = tracer !== null && /^lttng-/.test(tracer);
  const domain = text('domain') === 'kernel' ? 'kernel' : 'userspace';
  return {
    domain,
    host: text('hostname'),
    kernel: domain === 'kernel' ? text('kernel_release') : null,
    lttng: isLttng && version ? version : null,
    tracer: tracer === null || isLttng ? null : `${tracer} ${version}`.trim(),
    session: text('trace_name'),
    uid: text('tracer_buffering_scheme') === 'uid' ? whole('tracer_buffering_id') : null,
    bits:
      fields.get('architecture_bit_width') === '32' ? 32 : fields.get('architecture_bit_width') === '64' ? 64 : null,
  };
}

type Field = readonly [name: string, value: string];

const ofTsdl = (file: Buffer): Field[] =>
  (firstBlock(metadataText(file), 'env')?.fields ?? []).flatMap((field) => {
    const value = plainValue(field);
    return value === undefined ? [] : [[field.name, Buffer.from(value, 'latin1').toString('utf8')]];
  });

/** Metadata that the reader refuses gives nothing; opening the leaf says why. */
function ofCtf2(file: Buffer): Field[] {
  try {
    return [...readMetadata(file).environment].map(([name, value]) => [name, String(value)]);
  } catch (error) {
    if (error instanceof ReadError) return [];
    throw error;
  }
}
