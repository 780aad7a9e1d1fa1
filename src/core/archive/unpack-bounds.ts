import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { shownName } from './archive-error';

const MIB = 1_048_576;
/** A rotated recording of a large machine has some ten thousand files. */
const MOST_ENTRIES = 200_000;
/** Traces are packed to between a third and a fiftieth. What grows further than this is no trace. */
const MOST_GROWTH = 250;
/** Below that a growth harms nobody: a trace's first pages are mostly padding. */
const GROWTH_FROM_BYTES = 256 * MIB;
const LOOK_EVERY_BYTES = 64 * MIB;
const BY_HAND = 'If you trust it, unpack it by hand and bring in the folder.';

const mib = (bytes: number): string => `${Math.round(bytes / MIB).toLocaleString('en')} MiB`;

/** How much may come out of an archive, and of how many pieces. Each piece is counted before it is written. */
export class UnpackBounds {
  #entries = 0;
  #decodedBytes = 0;
  #writtenBytes = 0;
  #lookAtBytes = 0;

  /**
   * @param folder where it is unpacked to
   * @param archive its path, for messages
   * @param floorBytes what is to stay free on the disk
   */
  constructor(
    private readonly folder: string,
    private readonly archive: string,
    private readonly archiveBytes: number,
    private readonly floorBytes: number,
  ) {}

  /** @throws AppError `config` */
  addEntry(): void {
    this.#entries += 1;
    if (this.#entries > MOST_ENTRIES)
      throw new AppError(
        'config',
        `${shownName(this.archive)} has more than ${MOST_ENTRIES.toLocaleString('en')} entries, and no trace has so many.`,
        { hint: BY_HAND },
      );
  }

  /** What came out of the decoder, written or not. @throws AppError `config` */
  addDecoded(bytes: number): void {
    this.#decodedBytes += bytes;
    if (this.#decodedBytes <= Math.max(GROWTH_FROM_BYTES, this.archiveBytes * MOST_GROWTH)) return;
    throw new AppError(
      'config',
      `${shownName(this.archive)} grows to more than ${MOST_GROWTH} times its size while it is unpacked, which no trace does.`,
      { hint: BY_HAND },
    );
  }

  /** Before so much is written. @throws AppError `command` when the disk would be fuller than its floor allows */
  async addWritten(bytes: number): Promise<void> {
    this.#writtenBytes += bytes;
    if (this.#writtenBytes < this.#lookAtBytes) return;
    await this.requireRoom(0);
    this.#lookAtBytes = this.#writtenBytes + LOOK_EVERY_BYTES;
  }

  /** @throws AppError `command` when there is no room for so much more */
  async requireRoom(bytes: number): Promise<void> {
    const facts = await statfs(this.folder);
    const freeBytes = facts.bavail * facts.bsize;
    if (freeBytes - bytes >= this.floorBytes) return;
    throw new AppError(
      'command',
      `There is no room for ${shownName(this.archive)}: ${mib(freeBytes)} are free in the library, and ${mib(this.floorBytes)} are to stay so.`,
      { hint: 'Delete traces and empty the trash, or choose another library with --library.' },
    );
  }
}
