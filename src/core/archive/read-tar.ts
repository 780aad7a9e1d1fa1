import { Transform } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import tar from 'tar-stream';
import type { ArchiveEntry } from './archive-entry';
import { brokenArchive } from './archive-error';
import type { TarSource } from './tar-source';
import type { UnpackBounds } from './unpack-bounds';

const BLOCK = 512;
/** tar-stream's words for an end in the middle of an entry. */
const CUT_OFF = 'Unexpected end of data';
const NAMES: Readonly<Record<string, string>> = {
  link: 'a hard link',
  symlink: 'a symbolic link',
  'character-device': 'a device',
  'block-device': 'a device',
  fifo: 'a named pipe',
};

/**
 * The entries of a tar, one after the other. All that comes out of the decoder is counted against the bounds, headers and
 * what is passed over as well.
 * @throws AppError `config` for what is no tar, or is cut off
 */
export async function* readTar(path: string, source: TarSource, bounds: UnpackBounds): AsyncGenerator<ArchiveEntry> {
  const reader = tar.extract();
  const end = new EndMark();
  const counted = new Transform({
    highWaterMark: 1_048_576,
    transform: (chunk: Buffer, _encoding, done) => {
      try {
        bounds.addDecoded(chunk.length);
        end.see(chunk);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    reader.destroy(error);
  };
  const broken = async (error: unknown): Promise<AppError> => {
    if (failure instanceof AppError) return failure;
    if (error instanceof AppError) return error;
    const words = (error as Error).message;
    if (words === CUT_OFF) await source.whole(); // the decoder knows better why
    source.close();
    return brokenArchive(path, 'it is no whole tar archive.', words, error);
  };
  // Closed by a cancel it says neither that it failed nor that it ended.
  source.stream.on('close', () => {
    if (!source.stream.readableEnded) fail(new Error('The archive was closed.'));
  });
  source.stream.on('error', fail).pipe(counted).on('error', fail);
  counted.pipe(reader);
  try {
    for await (const entry of reader) yield entryOf(entry, broken);
  } catch (error) {
    throw await broken(error);
  }
  await source.whole();
  if (!end.isThere) throw brokenArchive(path, 'it ends before its end mark: it was cut off.');
}

type Entry = AsyncItem<tar.Extract>;
type Broken = (error: unknown) => Promise<AppError>;
type AsyncItem<T> = T extends AsyncIterable<infer Item> ? Item : never;

function entryOf(entry: Entry, broken: Broken): ArchiveEntry {
  const { name, type, size = 0, pax } = entry.header as Entry['header'] & { pax?: Record<string, string> | null };
  // POSIX 1003.1 pax, "GNU.sparse": what is in the archive is not what the file holds.
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse'));
  const kind = isSparse ? 'other' : type === 'file' ? 'file' : type === 'directory' ? 'folder' : 'other';
  const what = isSparse ? 'a sparse file' : (NAMES[type ?? ''] ?? 'of a kind that is not known');
  return { name, kind, what, sizeBytes: size, content: () => contentOf(entry, broken) };
}

async function* contentOf(entry: Entry, broken: Broken): AsyncGenerator<Buffer> {
  try {
    yield* entry as AsyncIterable<Buffer>;
  } catch (error) {
    throw await broken(error);
  }
}

/** tar(5): two blocks of zeros end an archive. One that was cut off between two entries has none. */
class EndMark {
  #zeros = 0;

  get isThere(): boolean {
    return this.#zeros >= 2 * BLOCK;
  }

  see(chunk: Buffer): void {
    const tail = chunk.subarray(Math.max(0, chunk.length - 2 * BLOCK));
    let last = tail.length;
    while (last > 0 && tail[last - 1] === 0) last -= 1;
    const zeros = tail.length - last;
    this.#zeros = zeros === chunk.length ? this.#zeros + zeros : zeros;
  }
}
