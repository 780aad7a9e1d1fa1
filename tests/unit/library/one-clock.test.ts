import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClock, withOffset } from '@core/library/ctf-metadata';
import { type NamedLeaf, readLeafName } from '@core/library/leaf-name-of-path';
import { largestShift, putOnOneClock, SEVERAL_CLOCKS } from '@core/library/one-clock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

/** LTTng 2.13's own, of one recording by two daemons in a virtual machine; the kernel's first two packets of 120. */
const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));
const KERNEL = fixture('kernel-metadata-head');
const UST = fixture('ust-metadata');
const KERNEL_NS = 1795399428686071063n;
const UST_NS = 1795399428686064888n;
const UUID = 'b64ee2c8-ba20-4672-9f68-9d233b08c24d';

/** A text as LTTng packs it, with so much in each packet. */
function packed(text: string, contentBytes: number, { bigEndian = false, scheme = 0 } = {}): Buffer {
  const packets: Buffer[] = [];
  for (let at = 0; at < text.length; at += contentBytes) {
    const content = Buffer.from(text.slice(at, at + contentBytes), 'latin1');
    const packet = Buffer.alloc(37 + contentBytes);
    const word = (value: number, where: number): number =>
      bigEndian ? packet.writeUInt32BE(value, where) : packet.writeUInt32LE(value, where);
    word(0x75d11d57, 0);
    word((37 + content.length) * 8, 24);
    word(packet.length * 8, 28);
    packet[32] = scheme;
    content.copy(packet, 37);
    packets.push(packet);
  }
  return Buffer.concat(packets);
}

const TEXT = (offset: bigint | string): string =>
  `/* CTF 1.8 */\n\nenv {\n\thostname = "offset = 1;";\n};\n\nclock {\n\tname = "monotonic";\n\tuuid = "${UUID}";\n\tdescription = "Monotonic Clock";\n\tfreq = 1000000000; /* Frequency, in Hz */\n\t/* clock value offset from Epoch is: offset * (1/freq) */\n\toffset = ${offset};\n};\n\ntypealias integer { size = 8; } := offset;\n`;

describe("the clock in a trace's metadata", () => {
  it('is read where LTTng itself wrote it', () => {
    expect(readClock(KERNEL)).toMatchObject({ uuid: UUID, offsetNs: KERNEL_NS });
    expect(readClock(UST)).toMatchObject({ uuid: UUID, offsetNs: UST_NS });
  });

  it('gets another offset without a byte more or less, and nothing but digits changes', () => {
    const nanoseconds = fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n });
    const sizes = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(nanoseconds, sizes, fc.boolean(), (offset, size, bigEndian) => {
        const before = packed(TEXT(UST_NS), size, { bigEndian });
        const clock = readClock(before);
        const after = clock && withOffset(before, clock, offset);
        if (!after) throw new Error('not understood');
        expect(after).toHaveLength(before.length);
        expect(readClock(after)).toMatchObject({ uuid: UUID, offsetNs: offset });
        for (let at = 0; at < before.length; at += 1)
          if (before[at] !== after[at]) expect(clock.digitsAt).toContain(at);
        const back = withOffset(after, clock, UST_NS);
        expect(back?.equals(before)).toBe(true);
      }),
    );
  });

  it('is understood without packets, too', () => {
    expect(readClock(Buffer.from(TEXT(7n)))?.offsetNs).toBe(7n);
  });

  it('is read where the metadata was cut off behind it', () => {
    expect(readClock(packed(TEXT(UST_NS) + ' '.repeat(900), 512).subarray(0, 1000))?.offsetNs).toBe(UST_NS);
  });

  it('has no room for more digits', () => {
    const file = packed(TEXT(7n), 100);
    const clock = readClock(file);
    expect(clock && withOffset(file, clock, 10n)).toBeUndefined();
  });

  it.each([
    ['no metadata', Buffer.alloc(0)],
    ['nothing but zeros', Buffer.alloc(4096)],
    ['CTF 2', Buffer.from('\u001e{"type":"preamble","version":2}\n\u001e{"type":"clock-class"}\n')],
    ['a packed text that was cut within the clock', packed(TEXT(UST_NS), 100).subarray(0, 400)],
    ['a compression', packed(TEXT(UST_NS), 100, { scheme: 1 })],
    ['two clocks', packed(TEXT(UST_NS) + TEXT(UST_NS), 100)],
    ['no clock', packed('/* CTF 1.8 */\n', 100)],
    ['another unit', Buffer.from(TEXT(UST_NS).replace('1000000000;', '1000000;'))],
    ['an offset in hexadecimal', Buffer.from(TEXT('0x10'))],
    ['an offset that has two parts', Buffer.from(TEXT(`${UST_NS};\n\toffset_s = 4`))],
    ['an offset twice', Buffer.from(TEXT(`1;\n\toffset = 4`))],
    ['no offset', Buffer.from(TEXT('').replace('\toffset = ;\n', ''))],
  ])('is not guessed from %s', (_what, file) => {
    expect(readClock(file)).toBeUndefined();
  });

  it('is never more than a thing not understood, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(UST.length - 300), (bytes, at) => {
        const broken = Buffer.from(UST);
        broken.set(bytes, at);
        readClock(broken);
      }),
    );
  });
});

describe('the leaves of a trace', () => {
  const scratch = scratchFolder();
  const plant = (name: string, metadata: Buffer): NamedLeaf => {
    mkdirSync(join(scratch.path, name));
    writeFileSync(join(scratch.path, name, 'metadata'), metadata, { mode: 0o640 });
    const leaf = readLeafName(name);
    if (!leaf) throw new Error(`${name} is no leaf's name`);
    return leaf;
  };
  const offsetOf = (leaf: NamedLeaf) => readClock(readFileSync(join(scratch.path, leaf.path, 'metadata')))?.offsetNs;

  it("all get the kernel's offset, to the nanosecond, and say how far they were apart", async () => {
    const leaves = [
      plant('t-kernel', KERNEL),
      plant('t-ust-uid-0', UST),
      plant('t-ust-uid-7', packed(TEXT(UST_NS), 64)),
    ];
    const clock = await putOnOneClock(scratch.path, leaves);
    expect(leaves.map(offsetOf)).toEqual([KERNEL_NS, KERNEL_NS, KERNEL_NS]);
    expect(clock.warnings).toEqual([]);
    expect(leaves.map((leaf) => largestShift(clock, [leaf]))).toEqual([0, 6175, 6175]);
    expect(readdirSync(scratch.path).sort()).toEqual(leaves.map(({ path }) => path));
    expect(readdirSync(join(scratch.path, 't-ust-uid-0'))).toEqual(['metadata']);
    expect(statSync(join(scratch.path, 't-ust-uid-0/metadata')).mode & 0o777).toBe(0o640);
    expect(largestShift(await putOnOneClock(scratch.path, leaves), leaves), 'once more moves nothing').toBe(0);
  });

  it('follow the first of them where there is no kernel', async () => {
    const leaves = [plant('t-ust-uid-0', UST), plant('t-ust-uid-1', packed(TEXT(UST_NS + 3n), 64))];
    const clock = await putOnOneClock(scratch.path, leaves);
    expect(leaves.map(offsetOf)).toEqual([UST_NS, UST_NS]);
    expect(largestShift(clock, leaves)).toBe(-3);
  });

  it('are left alone when there is only one', async () => {
    const leaf = plant('t-ust-uid-0', Buffer.from('not understood'));
    const clock = await putOnOneClock(scratch.path, [leaf]);
    expect(clock.warnings).toEqual([]);
    expect(largestShift(clock, [leaf])).toBeNull();
  });

  it('stay as they are where the metadata is not understood, and that is told', async () => {
    const odd = Buffer.from('\u001e{"type":"preamble","version":2}\n');
    const leaves = [plant('t-kernel', KERNEL), plant('t-ust-uid-0', odd), plant('t-ust-uid-1', UST)];
    const { warnings } = await putOnOneClock(scratch.path, leaves);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'clock', message: expect.stringContaining('t-ust-uid-0') }),
    ]);
    expect(readFileSync(join(scratch.path, 't-ust-uid-0/metadata')).equals(odd)).toBe(true);
    expect(leaves.map(offsetOf)).toEqual([KERNEL_NS, undefined, KERNEL_NS]);
  });

  it('of different clocks keep their own, and that is told', async () => {
    const other = packed(TEXT(UST_NS).replace(UUID, 'another'), 4059);
    const leaves = [plant('t-kernel', KERNEL), plant('t-ust-uid-0', other)];
    const { warnings } = await putOnOneClock(scratch.path, leaves);
    expect(leaves.map(offsetOf)).toEqual([KERNEL_NS, UST_NS]);
    expect(warnings).toEqual([SEVERAL_CLOCKS]);
  });

  it('are put on one clock also when the wall clock was set between them, and that is told', async () => {
    const leaves = [plant('t-kernel', KERNEL), plant('t-ust-uid-0', packed(TEXT(KERNEL_NS - 1_234_567_890n), 100))];
    const { warnings } = await putOnOneClock(scratch.path, leaves);
    expect(leaves.map(offsetOf)).toEqual([KERNEL_NS, KERNEL_NS]);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'clock-stepped', message: expect.stringContaining('1234.567 ms') }),
    ]);
  });
});
