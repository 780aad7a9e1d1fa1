import { oneLine } from '@shared/model/plain-text';
import { firstBlock, plainValue } from '../ctf/tsdl-blocks';
import { metadataText } from '../library/ctf-metadata';

/** The `env` block of CTF 1.8 metadata: where and by which tracer the trace was recorded. Null for missing fields. */
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

/** @param file the whole metadata file; one without an `env` block gives nulls, never an error */
export function readEnv(file: Buffer): CtfEnv {
  const fields = new Map<string, string>();
  for (const field of firstBlock(metadataText(file), 'env')?.fields ?? []) {
    const value = plainValue(field);
    if (value !== undefined && !fields.has(field.name)) fields.set(field.name, shown(value));
  }
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

/** Makes untrusted UTF-8 text printable: one line, no control characters, limited length. */
const shown = (value: string): string => oneLine(Buffer.from(value, 'latin1').toString('utf8')).slice(0, LONGEST);
