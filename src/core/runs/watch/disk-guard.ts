import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { DISK_FLOOR_BYTES, DISK_FLOOR_SHARE, type RunConfig } from '@shared/request/run-config';
import { RESERVE_FILE } from '../../library/reserve';
import { filesBelow } from '../../library/trace-folder';

/** Short enough to stop a tracer that writes 500 MB/s long before the fixed part of the floor is used up. */
const CHECK_EVERY_MS = 100;
/** The trace's size is the sum of its files, which costs more to read. With a size limit it is read at every check. */
const REPORT_EVERY_MS = 500;

/** Free bytes below which a recording stops: the requested number, or the larger of 5 % of the file system and 2 GB. */
export function diskFloor(limits: RunConfig['limits'], totalBytes: number): number {
  return limits.diskFloorBytes ?? Math.max(DISK_FLOOR_BYTES, totalBytes * DISK_FLOOR_SHARE);
}

/** @throws AppError `command` when less is free than the floor */
export function refuseFullDisk(
  space: { freeBytes: number; totalBytes: number },
  limits: RunConfig['limits'],
  dir: string,
): void {
  const floor = diskFloor(limits, space.totalBytes);
  if (space.freeBytes >= floor) return;
  throw new AppError(
    'command',
    `Only ${mib(space.freeBytes)} is free in ${dir}, but a recording stops below ${mib(floor)}, so it was not started.`,
    {
      hint: 'Delete traces, use another library with --library, or lower the limit with --disk-floor.',
    },
  );
}

const mib = (bytes: number): string => `${Math.floor(bytes / MIB).toLocaleString('en')} MiB`;

interface Guard {
  path: string;
  limits: RunConfig['limits'];
  /** Called first at each check. */
  beforeCheck(): void;
  onReport(sizeBytes: number, freeBytes: number): void;
  onFloor(): void;
  onSize(): void;
}

/** Watches and reports the free space and the trace's size during a recording. Returns a function that ends the watch. */
export function guardDisk({ path, limits, beforeCheck, onReport, onFloor, onSize }: Guard): () => void {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let reportAtMs = 0;
  let measuring = false;
  const measure = async (freeBytes: number, reporting: boolean): Promise<void> => {
    measuring = true;
    const sizeBytes = await recordedSize(path).finally(() => {
      measuring = false;
    });
    if (over) return;
    if (limits.maxSizeBytes !== undefined && sizeBytes >= limits.maxSizeBytes) onSize();
    if (reporting) onReport(sizeBytes, freeBytes);
  };
  const check = async (): Promise<void> => {
    beforeCheck();
    const space = await statfs(path).catch(() => undefined); // a cancel removed the folder
    if (over) return;
    if (space) {
      const freeBytes = space.bavail * space.bsize;
      if (freeBytes < diskFloor(limits, space.blocks * space.bsize)) onFloor();
      const reporting = performance.now() >= reportAtMs;
      if (!measuring && (reporting || limits.maxSizeBytes !== undefined)) {
        if (reporting) reportAtMs = performance.now() + REPORT_EVERY_MS;
        void measure(freeBytes, reporting);
      }
    }
    timer = setTimeout(() => void check(), CHECK_EVERY_MS);
  };
  void check();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** The size of the recorded data, bytes, without the space that is reserved for the trace's records. */
async function recordedSize(path: string): Promise<number> {
  const files = await filesBelow(path);
  return files.reduce((sum, file) => (file.path === RESERVE_FILE ? sum : sum + file.sizeBytes), 0);
}
