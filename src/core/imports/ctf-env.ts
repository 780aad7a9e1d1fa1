import { oneLine } from '@shared/model/plain-text';
import { metadataText } from '../library/ctf-metadata';

/** What the metadata of CTF 1.8 says of where and by what it was written, as far as it does. */
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

const BLOCK = /(?:^|\n)\s*env\s*\{([^}]*)\}/;
const FIELD = /^\s*(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(\d+))\s*;/gm;
const LONGEST = 200;

/** @param file the whole file; one that tells nothing gives nulls, never an error */
export function readEnv(file: Buffer): CtfEnv {
  const fields = new Map<string, string>();
  for (const [, name = '', string, number] of (BLOCK.exec(metadataText(file))?.[1] ?? '').matchAll(FIELD))
    if (!fields.has(name)) fields.set(name, string === undefined ? (number ?? '') : unescaped(string));
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

/** Anybody's text: on one line, without what a terminal would obey, and with an end. */
const unescaped = (text: string): string => oneLine(text.replace(/\\(["\\])/g, '$1')).slice(0, LONGEST);

const METADATA_MAGIC = 0x75d11d57;
/** Where a metadata packet's header has the version (CTF 1.8.3, 7.1). */
const VERSION_AT = 35;

/** CTF 2's metadata is JSON, by itself (behind a record separator) or in packets of version 2. */
export function isCtf2(file: Buffer): boolean {
  const isPacketed = file.length > VERSION_AT && [file.readUInt32LE(0), file.readUInt32BE(0)].includes(METADATA_MAGIC);
  return isPacketed ? file[VERSION_AT] === 2 : file[0] === 0x1e || file[0] === 0x7b;
}
