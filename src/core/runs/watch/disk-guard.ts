import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { DISK_FLOOR_BYTES, DISK_FLOOR_SHARE, type RunConfig } from '@shared/request/run-config';
import { RESERVE_FILE } from '../../library/reserve';
import { filesBelow } from '../../library/trace-folder';

/** Often enough that a tracer that writes 500 MB/s is stopped well before the fixed part of the floor is used up. */
const LOOK_EVERY_MS = 100;
/** The trace's size is the sum of its files: dearer to know. Told so often, and looked at as often as the disk where it is limited. */
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
  /** Called first at each look. */
  beforeLook(): void;
  onLook(sizeBytes: number, freeBytes: number): void;
  onFloor(): void;
  onSize(): void;
}

/** Watches free space and the trace's size, and tells both, while a trace is recorded. Returns the way to end it. */
export function guardDisk({ path, limits, beforeLook, onLook, onFloor, onSize }: Guard): () => void {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let tellAtMs = 0;
  let measuring = false;
  const measure = async (freeBytes: number, telling: boolean): Promise<void> => {
    measuring = true;
    const sizeBytes = await recordedSize(path).finally(() => {
      measuring = false;
    });
    if (over) return;
    if (limits.maxSizeBytes !== undefined && sizeBytes >= limits.maxSizeBytes) onSize();
    if (telling) onLook(sizeBytes, freeBytes);
  };
  const look = async (): Promise<void> => {
    beforeLook();
    const space = await statfs(path).catch(() => undefined); // the folder went with a cancel
    if (over) return;
    if (space) {
      const freeBytes = space.bavail * space.bsize;
      if (freeBytes < diskFloor(limits, space.blocks * space.bsize)) onFloor();
      const telling = performance.now() >= tellAtMs;
      if (!measuring && (telling || limits.maxSizeBytes !== undefined)) {
        if (telling) tellAtMs = performance.now() + TELL_EVERY_MS;
        void measure(freeBytes, telling);
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

/** What was recorded, without the room that is held for the trace's records. */
async function recordedSize(path: string): Promise<number> {
  const files = await filesBelow(path);
  return files.reduce((sum, file) => (file.path === RESERVE_FILE ? sum : sum + file.sizeBytes), 0);
}
