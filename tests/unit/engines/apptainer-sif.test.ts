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
  it('that holds anything at all is read or refused by a sentence, never more', () => {
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
