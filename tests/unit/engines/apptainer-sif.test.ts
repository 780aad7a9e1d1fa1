import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSif } from '@core/engines/apptainer/sif';
import { AppError } from '@shared/model/app-error';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const file = (): string => join(scratch.path, 'image.sif');

/** A header as sif writes it, with whatever stands behind. */
function headed(rest: Uint8Array, descriptors: number, offset: number): Buffer {
  const header = Buffer.alloc(128);
  header.write('SIF_MAGIC', 32, 'latin1');
  header.writeBigInt64LE(BigInt(descriptors), 88);
  header.writeBigInt64LE(BigInt(offset), 96);
  return Buffer.concat([header, rest]);
}

describe('a SIF file', () => {
  it.each([
    ['offset', 17],
    ['size', 25],
  ])('whose metadata has a negative %s is refused as damaged', (_what, field) => {
    const parts = Buffer.alloc(2 * 585);
    parts.writeInt32LE(0x4004, 0); // the system's partition, a squashfs
    parts.writeInt32LE(1, 201);
    parts.writeInt32LE(2, 205);
    parts.writeInt32LE(0x4006, 585);
    parts.write('inspect-metadata.json', 585 + 73, 'latin1');
    parts[4] = 1;
    parts[585 + 4] = 1;
    parts.writeBigInt64LE(-5n, 585 + field);
    writeFileSync(file(), headed(parts, 2, 128));
    expect(() => readSif(file())).toThrow(AppError);
  });

  it('whose time is out of range is refused as damaged', () => {
    const bytes = headed(Buffer.alloc(0), 0, 128);
    bytes.writeBigInt64LE(2n ** 62n, 64);
    writeFileSync(file(), bytes);
    expect(() => readSif(file())).toThrow(AppError);
  });

  it('with any content is read or refused with an AppError', () => {
    const files = fc.oneof(
      fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(
          fc.uint8Array({ maxLength: 4_000 }),
          fc.integer({ min: -2, max: 2_000 }),
          fc.integer({ min: 0, max: 5_000 }),
        )
        .map(([rest, descriptors, offset]) => headed(rest, descriptors, offset)),
    );
    fc.assert(
      fc.property(files, (bytes) => {
        writeFileSync(file(), bytes);
        try {
          readSif(file());
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('config');
        }
      }),
    );
  });
});
