import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';

/** The free space is checked again after this many bytes. */
const LOOK_EVERY_BYTES = 32 * MIB;

/** Keeps space free on the disk of a file that is being written, since converted traces can be larger than the trace. */
export class DiskFloor {
  private constructor(
    private readonly folder: string,
    private readonly floorBytes: number,
  ) {}

  /**
   * @param floorOf the space that must stay free, by the size of the disk
   * @throws AppError `command` if less is free already, and the system's errors
   */
  static async of(folder: string, floorOf: (totalBytes: number) => number): Promise<DiskFloor> {
    const { blocks, bsize } = await statfs(folder);
    const floor = new DiskFloor(folder, floorOf(blocks * bsize));
    await floor.#check();
    return floor;
  }

  /** The same pieces. @throws AppError `command` as soon as the disk has less free space */
  async *watch(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let unchecked = 0;
    for await (const piece of pieces) {
      unchecked += piece.length;
      if (unchecked >= LOOK_EVERY_BYTES) {
        await this.#check();
        unchecked = 0;
      }
      yield piece;
    }
  }

  async #check(): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const freeBytes = bavail * bsize;
    if (freeBytes >= this.floorBytes) return;
    const mib = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`;
    throw new AppError(
      'command',
      `The disk of ${this.folder} has only ${mib(freeBytes)} of free space, and ${mib(this.floorBytes)} are reserved.`,
      { hint: 'Use another disk, free up space on this one, or export a shorter range with --from and --to.' },
    );
  }
}
