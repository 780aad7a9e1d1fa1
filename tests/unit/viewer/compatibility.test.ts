import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { viewerNeeded, whyUnreadable } from '@core/viewer/compatibility';
import { formatOf } from '@core/viewer/trace-format';
import { describe, expect, it } from 'vitest';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../library/fixtures', name));
/** As LTTng 2.15 writes it: a JSON text sequence. */
const ctf2 = Buffer.from(
  '\u001e{"type":"preamble","version":2}\n\u001e{"type":"trace-class","environment":{"tracer_name":"lttng-ust",' +
    '"tracer_major":2,"tracer_minor":15}}\n',
);
const text = (environment: string): Buffer => Buffer.from(`/* CTF 1.8 */\n\ntrace {};\n\nenv {\n${environment}};\n`);

describe('the format of a leaf', () => {
  it.each(['ust-metadata', 'kernel-metadata-head'])('is read from %s, as LTTng wrote it', (name) => {
    expect(formatOf(fixture(name))).toEqual({ ctf: '1.8', lttng: expect.stringMatching(/^2\.1[0-3]$/) });
  });

  it('is told of CTF 2, of another tracer and of one that does not say', () => {
    expect(formatOf(ctf2)).toEqual({ ctf: '2', lttng: '2.15' });
    expect(formatOf(ctf2.subarray(1))).toEqual({ ctf: '2', lttng: '2.15' });
    expect(formatOf(text('\ttracer_name = "barectf";\n\ttracer_major = 3;\n\ttracer_minor = 1;\n')).lttng).toBeNull();
    expect(formatOf(text('')).lttng).toBeNull();
    expect(formatOf(Buffer.alloc(0))).toEqual({ ctf: '1.8', lttng: null });
  });

  it('is read from a text without packets', () => {
    const env = '\ttracer_name = "lttng-modules";\n\ttracer_major = 2;\n\ttracer_minor = 14;\n';
    expect(formatOf(text(env))).toEqual({ ctf: '1.8', lttng: '2.14' });
  });
});

describe('what a viewer reads', () => {
  const OLD = { ctf: '1.8', lttng: '2.13' } as const;
  const NEW = { ctf: '1.8', lttng: '2.14' } as const;
  const CTF_2 = { ctf: '2', lttng: '2.15' } as const;

  it('is every version for LTTng up to 2.13 and for other tracers', () => {
    expect(viewerNeeded(OLD)).toBeNull();
    expect(viewerNeeded({ ctf: '1.8', lttng: null })).toBeNull();
    expect(whyUnreadable('6.2.0', [OLD])).toBeUndefined();
  });

  it.each([
    ['11.0.9', NEW, '11.1'],
    ['6.2.0', NEW, '11.1'],
    ['11.2.1', CTF_2, '11.3'],
  ])('says why %s does not', (version, format, needed) => {
    expect(whyUnreadable(version, [OLD, format])?.message).toContain(`Trace Compass ${needed}`);
  });

  it.each([
    ['11.1.0', NEW],
    ['12.0', NEW],
    ['11.3.0', CTF_2],
    [null, CTF_2],
  ])('lets %s try', (version, format) => {
    expect(whyUnreadable(version, [format])).toBeUndefined();
  });
});
