import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import { openStream } from '../../process/open-stream';
import type { ApptainerImage } from './images';
import { readSif } from './sif';
import { removeTree } from './tree';

const UNPACK_LIMIT_MS = 10 * 60_000;
/** Its caches take 512 MiB, its tables what the file says of itself (unsquashfs(1), -data-queue and -frag-queue). */
const UNPACK_MEMORY_BYTES = 4 * 1024 ** 3;

/**
 * Hands an image's file system on as a tar stream. A sandbox is read where it is; of a SIF file the squashfs is unpacked beside
 * (unsquashfs(1) reads it inside the file, by its offset), which needs no root and no /dev/fuse. Nothing of the image is run.
 * @param scratch a folder on a disk, made when it is needed
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
  const words = ['-quiet', '-no-progress', '-no-xattrs', '-ignore-errors', '-offset', offset, '-dest', folder, sif];
  try {
    // 2: something could not be written as it is, a device file as a plain user.
    await exec('unsquashfs', words, {
      env: ChildEnvironment.known(),
      timeoutMs: UNPACK_LIMIT_MS,
      memoryBytes: UNPACK_MEMORY_BYTES,
      okCodes: [0, 2],
      signal,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'missing') throw error;
    throw new AppError('missing', 'unsquashfs, which looks into SIF files, is not installed.', {
      hint: 'sudo apt-get install squashfs-tools',
      cause: error,
    });
  }
}

/** What this user may not read is left out: what he runs may not read it either. */
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

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while looking into the image.');
