import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { DISK_FLOOR_BYTES, DISK_FLOOR_SHARE, type RunConfig } from '@shared/model/run-config';
import { folderSize } from '../library/trace-folder';

/** Often enough that a tracer that writes 500 MB/s is stopped well before the fixed part of the floor is used up. */
const LOOK_EVERY_MS = 100;
/** The trace's size is the sum of its files: dearer to know, and told to people. */
const TELL_EVERY_MS = 500;

/** Free bytes at which a recording stops: as asked for, or the larger of 5 % of the file system and 2 GB. */
export function diskFloor(limits: RunConfig['limits'], totalBytes: number): number {
  return limits.diskFloorBytes ?? Math.max(DISK_FLOOR_BYTES, totalBytes * DISK_FLOOR_SHARE);
}

/** @throws AppError `command` when there is less free than the floor already */
export function refuseFullDisk(
  space: { freeBytes: number; totalBytes: number },
  limits: RunConfig['limits'],
  dir: string,
): void {
  const floor = diskFloor(limits, space.totalBytes);
  if (space.freeBytes >= floor) return;
  throw new AppError(
    'command',
    `${mib(space.freeBytes)} are free in ${dir}; a recording stops at ${mib(floor)}, so none is begun.`,
    {
      hint: 'Delete traces, choose another library with --library, or lower the floor with --disk-floor.',
    },
  );
}

const mib = (bytes: number): string => `${Math.floor(bytes / 1_048_576).toLocaleString('en')} MiB`;

interface Guard {
  path: string;
  limits: RunConfig['limits'];
  onLook(sizeBytes: number, freeBytes: number): void;
  onFloor(): void;
}

/** Watches free space, and tells it with the trace's size, while a trace is recorded. Returns the way to end it. */
export function guardDisk({ path, limits, onLook, onFloor }: Guard): () => void {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let tellAtMs = 0;
  const tell = async (freeBytes: number): Promise<void> => {
    const sizeBytes = await folderSize(path);
    if (!over) onLook(sizeBytes, freeBytes);
  };
  const look = async (): Promise<void> => {
    const space = await statfs(path).catch(() => undefined); // the folder went with a cancel
    if (over) return;
    if (space) {
      const freeBytes = space.bavail * space.bsize;
      if (freeBytes < diskFloor(limits, space.blocks * space.bsize)) onFloor();
      if (performance.now() >= tellAtMs) {
        tellAtMs = performance.now() + TELL_EVERY_MS;
        void tell(freeBytes);
      }
    }
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  void look();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
