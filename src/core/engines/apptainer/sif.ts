import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';

/**
 * The metadata of a SIF file. Source of the format: github.com/apptainer/sif, pkg/sif. A header of 128 bytes is followed by
 * descriptors of 585 bytes each, little-endian, without padding.
 */
export interface Sif {
  /** Hash of the header and descriptors, which contain a new UUID for each created image. */
  id: string;
  createdAt: string;
  sizeBytes: number;
  /** Offset of the squashfs with the root file system, in bytes. */
  rootOffset: number;
  /** The descriptor `inspect-metadata.json`; null when there is none. */
  metadata: string | null;
}

const MAGIC = 'SIF_MAGIC';
const HEADER_BYTES = 128;
const DESCRIPTOR_BYTES = 585;
const MOST_DESCRIPTORS = 1_000;
const GENERIC_JSON = 0x4006;
const PARTITION = 0x4004;
const SQUASHFS = 1;
/** Type of the primary system partition: PartPrimSys. */
const PRIMARY = 2;
const MOST_METADATA_BYTES = 4 * MIB;

/**
 * @throws AppError `config` for a file that is not a SIF file, is truncated, or contains another file system; Node's error when the
 *   file cannot be read
 */
export function readSif(path: string): Sif {
  const file = openSync(path, 'r');
  try {
    return parseSif(path, file);
  } finally {
    closeSync(file);
  }
}

function parseSif(path: string, file: number): Sif {
  const { size } = fstatSync(file);
  const header = bytesAt(file, 0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || header.toString('latin1', 32, 32 + MAGIC.length) !== MAGIC)
    throw new AppError('config', `${path} is not a SIF file.`, {
      hint: 'Name a SIF file or a sandbox folder. `apptainer build NEW.sif OLD` converts other formats.',
    });
  const number = (at: number): number => Number(header.readBigInt64LE(at));
  const [createdS, total, offset] = [number(64), number(88), number(96)];
  const createdAt = new Date(createdS * 1000);
  if (total < 0 || total > MOST_DESCRIPTORS || offset < 0 || offset > size) throw damaged(path);
  if (Number.isNaN(createdAt.getTime())) throw damaged(path);
  const table = bytesAt(file, offset, total * DESCRIPTOR_BYTES);
  const parts = Array.from({ length: Math.floor(table.length / DESCRIPTOR_BYTES) }, (_, index) =>
    descriptor(table.subarray(index * DESCRIPTOR_BYTES, (index + 1) * DESCRIPTOR_BYTES)),
  ).filter(({ used }) => used);
  if (
    table.length < total * DESCRIPTOR_BYTES ||
    parts.some((part) => part.offset < 0 || part.size < 0 || part.offset + part.size > size)
  )
    throw damaged(path);
  const root = parts.find((part) => part.type === PARTITION && part.partition === PRIMARY);
  if (!root || root.fileSystem !== SQUASHFS)
    throw new AppError(
      'config',
      `${path} contains no squashfs file system. Only SIF images with squashfs are supported.`,
      {
        hint: 'Convert the image with `apptainer build NEW.sif OLD`.',
      },
    );
  const json = parts.find(({ type, name }) => type === GENERIC_JSON && name === 'inspect-metadata.json');
  return {
    id: `sha256:${createHash('sha256').update(header).update(table).digest('hex')}`,
    createdAt: createdAt.toISOString(),
    sizeBytes: size,
    rootOffset: root.offset,
    metadata: json && json.size <= MOST_METADATA_BYTES ? bytesAt(file, json.offset, json.size).toString('utf8') : null,
  };
}

const damaged = (path: string): AppError =>
  new AppError('config', `The SIF file ${path} is truncated. It is shorter than its header requires.`, {
    hint: 'The file was not copied or built completely. Copy or build it again.',
  });

function descriptor(bytes: Buffer) {
  return {
    type: bytes.readInt32LE(0),
    used: bytes[4] === 1,
    offset: Number(bytes.readBigInt64LE(17)),
    size: Number(bytes.readBigInt64LE(25)),
    name: bytes.toString('utf8', 73, 201).replace(/\0.*$/s, ''),
    fileSystem: bytes.readInt32LE(201),
    partition: bytes.readInt32LE(205),
  };
}

function bytesAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
}
