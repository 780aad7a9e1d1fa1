import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { GIB } from '@shared/model/units';
import { hintFor } from '../../files/install-hint';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import { openStream } from '../../process/open-stream';
import type { ApptainerImage } from './images';
import { readSif } from './sif';
import { removeTree } from './tree';

const UNPACK_LIMIT_MS = 10 * 60_000;
/** The caches of unsquashfs take 512 MiB (unsquashfs(1), -data-queue and -frag-queue). Its tables depend on the file. */
const UNPACK_MEMORY_BYTES = 4 * GIB;

/**
 * Passes an image's file system to `read` as a tar stream, without running anything in the image. Reads a sandbox in place.
 * Unpacks the squashfs of a SIF file into the scratch folder: unsquashfs(1) reads it at its offset, without root or /dev/fuse.
 * @param scratch returns a folder on a disk, and creates it on the first call
 */
export async function exportApptainerImage<T>(
  image: ApptainerImage,
  scratch: () => string,
  signal: AbortSignal,
  read: (stream: Readable) => Promise<T>,
): Promise<T> {
  if (image.kind === 'sandbox') return readTree(image.path, signal, read);
  const folder = mkdtempSync(join(scratch(), 'look-'));
  try {
    await unpack(image.path, join(folder, 'root'), signal);
    return await readTree(join(folder, 'root'), signal, read);
  } finally {
    await removeTree(folder);
  }
}

async function unpack(sif: string, folder: string, signal: AbortSignal): Promise<void> {
  const offset = String(readSif(sif).rootOffset);
  const args = ['-quiet', '-no-progress', '-no-xattrs', '-ignore-errors', '-offset', offset, '-dest', folder, sif];
  try {
    // 2: a file could not be restored exactly, for example a device file as a plain user.
    await exec('unsquashfs', args, {
      env: ChildEnvironment.known(),
      timeoutMs: UNPACK_LIMIT_MS,
      memoryBytes: UNPACK_MEMORY_BYTES,
      okCodes: [0, 2],
      signal,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'missing') throw error;
    throw new AppError('missing', 'unsquashfs is not installed. It is required to inspect SIF files.', {
      hint: hintFor('unsquashfs'),
      cause: error,
    });
  }
}

/** Leaves out files that this user cannot read. The user's programs cannot read them either. */
async function readTree<T>(root: string, signal: AbortSignal, read: (stream: Readable) => Promise<T>): Promise<T> {
  if (signal.aborted) throw cancelled();
  const stream = openStream('tar', ['--create', '--file=-', '--ignore-failed-read', `--directory=${root}`, '.']);
  const stop = (): void => void stream.destroy(cancelled());
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await read(stream);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while the image was inspected.');
