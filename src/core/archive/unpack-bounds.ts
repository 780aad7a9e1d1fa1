import { statfs } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { shownName } from './archive-error';

/** A large rotated recording has tens of thousands of files. */
const MOST_ENTRIES = 200_000;
/** Traces compress by a factor of 3 to 50. */
const MOST_GROWTH = 250;
/** The growth is not checked below this size: the first pages of a trace are mostly padding. */
const GROWTH_FROM_BYTES = 256 * MIB;
const LOOK_EVERY_BYTES = 64 * MIB;
const BY_HAND = 'If you trust the archive, unpack it yourself and import the folder.';

const mib = (bytes: number): string => `${Math.round(bytes / MIB).toLocaleString('en')} MiB`;

/** Limits the number of entries and the size of an unpacked archive. Each piece is counted before it is written. */
export class UnpackBounds {
  #entries = 0;
  #decodedBytes = 0;
  #writtenBytes = 0;
  #lookAtBytes = 0;

  /**
   * @param folder that the archive is unpacked into
   * @param archive its path, for messages
   * @param floorBytes space that must stay free on the disk
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
        `${shownName(this.archive)} has more than ${MOST_ENTRIES.toLocaleString('en')} entries. A trace has far fewer.`,
        { hint: BY_HAND },
      );
  }

  /** Counts decoded bytes, whether they are written or not. @throws AppError `config` */
  addDecoded(bytes: number): void {
    this.#decodedBytes += bytes;
    if (this.#decodedBytes <= Math.max(GROWTH_FROM_BYTES, this.archiveBytes * MOST_GROWTH)) return;
    throw new AppError(
      'config',
      `${shownName(this.archive)} unpacks to more than ${MOST_GROWTH} times its size. A trace grows far less.`,
      { hint: BY_HAND },
    );
  }

  /** Call it before writing this many bytes. @throws AppError `command` when less than the floor would stay free */
  async addWritten(bytes: number): Promise<void> {
    this.#writtenBytes += bytes;
    if (this.#writtenBytes < this.#lookAtBytes) return;
    await this.requireRoom(0);
    this.#lookAtBytes = this.#writtenBytes + LOOK_EVERY_BYTES;
  }

  /** @throws AppError `command` when the disk has no room for this many more bytes */
  async requireRoom(bytes: number): Promise<void> {
    const facts = await statfs(this.folder);
    const freeBytes = facts.bavail * facts.bsize;
    if (freeBytes - bytes >= this.floorBytes) return;
    throw new AppError(
      'command',
      `The library's disk has not enough space for ${shownName(this.archive)}. ${mib(freeBytes)} is free, and ${mib(this.floorBytes)} is reserved.`,
      { hint: 'Delete traces and empty the trash, or use another library with --library.' },
    );
  }
}
