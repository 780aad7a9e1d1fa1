import { join } from 'node:path';
import { countEvents } from '@core/library/count-events';
import type { NamedLeaf } from '@core/library/leaf-name-of-path';
import { readBack } from '@core/library/read-back';
import { readingsOf } from '@core/library/trace-readings';
import type { TraceRecord } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { sequence, writeOddCtf } from '../../setup/odd-ctf';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const BYTES = 'uint32_t len; uint8_t a[len];';

/** @param domains of each leaf, by its folder's name */
const recordOf = (domains: Record<string, 'kernel' | 'userspace'>): TraceRecord =>
  ({
    config: null,
    recordings: Object.entries(domains).map(([path, domain]) => ({
      domain,
      leaves: [{ path, uid: null, part: null }],
    })),
  }) as unknown as TraceRecord;

const count = async (domains: Record<string, 'kernel' | 'userspace'> = { leaf: 'userspace' }, silentMs?: number) =>
  countEvents(await readingsOf(scratch.path, recordOf(domains)), [], undefined, silentMs);

const proofOf = (path = 'leaf') =>
  readBack(scratch.path, [{ path, domain: 'userspace', uid: null, part: null } satisfies NamedLeaf]);

const leaf = (name = 'leaf'): string => join(scratch.path, name);

describe('a trace of another tracer', () => {
  it.each([
    ['a domain of its own', { domain: 'bare' }, 1_767_225_600_000],
    ['a domain of several words', { domain: 'my [dom]: x' }, 1_767_225_600_000],
    ['no domain', { domain: null }, 1_767_225_600_000],
    ['spaces and colons in the names of events', { name: 'small tick: x' }, 1_767_225_600_000],
    ['times before the epoch', { offsetS: -5 }, -5_000],
    ['no clock', { offsetS: null }, null],
  ])('is counted with %s', async (_what, odd, firstAtMs) => {
    writeOddCtf(leaf(), odd);
    const counted = await count();
    expect(counted.events).toEqual({ kernel: 0, userspace: 3 });
    expect(counted.firstAtMs).toBe(firstAtMs);
    expect(counted.lastAtMs).toBe(firstAtMs === null ? null : firstAtMs + 3);
    expect(await proofOf()).toMatchObject({ problems: [], firstEventAtMs: firstAtMs });
  });

  it.each([
    ['the names of its events', { name: 'a\\n[1.000000000] b: ' }],
    ['its domain', { domain: 'a\\n[1.000000000] ust' }],
  ])('is counted with line ends in %s', async (_what, odd) => {
    writeOddCtf(leaf(), odd);
    expect((await count()).events).toEqual({ kernel: 0, userspace: 3 });
  });

  it('is counted by the domain that each leaf has, and timed by the leaves that have a clock', async () => {
    writeOddCtf(leaf('k'), { domain: null });
    writeOddCtf(leaf('timeless'), { offsetS: null });
    writeOddCtf(leaf('u'), { offsetS: 2_000_000_000, domain: 'kernel' });
    const counted = await count({ k: 'kernel', timeless: 'userspace', u: 'userspace' });
    expect(counted.events).toEqual({ kernel: 3, userspace: 6 });
    expect([counted.firstAtMs, counted.lastAtMs]).toEqual([1_767_225_600_000, 2_000_000_000_003]);
  });
});

describe('a trace that claims too much', () => {
  it.each(['uint8_t a[1000][1000][1000];', 'uint8_t a[2000000000];'])(
    'is refused before a reader is started: %s',
    async (fields) => {
      writeOddCtf(leaf(), { fields, payloads: [Buffer.alloc(300)] });
      await expect(count()).rejects.toMatchObject({ code: 'command', message: expect.stringContaining('328 bytes') });
      const { refused } = await proofOf();
      expect(refused.get('leaf')).toMatch(/000000000 elements/);
    },
  );

  it.each([
    ['what a reader may allocate', 2_000_000_000, /GiB of memory/],
    ['what a reader can count', 0xfffffff0, /failed/],
  ])('ends at once where the claim stands in the stream: %s', async (_what, length, words) => {
    const claim = Buffer.alloc(300);
    claim.writeUInt32LE(length);
    writeOddCtf(leaf(), { fields: BYTES, payloads: [claim] });
    await expect(count()).rejects.toMatchObject({ code: 'command', message: expect.stringMatching(words) });
  });

  it('has no more events than bits', async () => {
    writeOddCtf(leaf(), { fields: '', payloads: [Buffer.alloc(1)], hasHeader: false });
    await expect(count()).rejects.toMatchObject({
      code: 'command',
      message: expect.stringMatching(/\d+ events in \d+ bits/),
    });
  });
});

describe('an event with a large field', () => {
  it('is counted as one, with its head', async () => {
    writeOddCtf(leaf(), { fields: BYTES, payloads: [sequence(300_000), sequence(1)] });
    expect(await count()).toMatchObject({ events: { userspace: 2 }, lastAtMs: 1_767_225_600_001 });
  });

  it('is counted by the reader itself when its text does not come', async () => {
    writeOddCtf(leaf(), { fields: 'string s;', payloads: [Buffer.from(`${'x'.repeat(20_000_000)}\0`)] });
    expect((await count(undefined, 1_000)).events).toEqual({ kernel: 0, userspace: 1 });
  });
});
