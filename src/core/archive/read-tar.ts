import { Transform } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import tar from 'tar-stream';
import type { ArchiveEntry } from './archive-entry';
import { brokenArchive } from './archive-error';
import type { TarSource } from './tar-source';
import type { UnpackBounds } from './unpack-bounds';

const BLOCK = 512;
/** tar-stream's message for an archive that ends inside an entry. */
const CUT_OFF = 'Unexpected end of data';
const NAMES: Readonly<Record<string, string>> = {
  link: 'a hard link',
  symlink: 'a symbolic link',
  'character-device': 'a device',
  'block-device': 'a device',
  fifo: 'a named pipe',
};

/**
 * Reads the entries of a tar one after the other. All decoded bytes count against the bounds, including headers and
 * skipped entries.
 * @throws AppError `config` for an invalid or incomplete archive
 */
export async function* readTar(path: string, source: TarSource, bounds: UnpackBounds): AsyncGenerator<ArchiveEntry> {
  const reader = tar.extract();
  const end = new EndMark();
  const counted = new Transform({
    highWaterMark: MIB,
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
    const { message } = error as Error;
    if (message === CUT_OFF) await source.requireComplete(); // the decoder's error is more specific
    source.close();
    return brokenArchive(path, 'it is not a complete tar archive.', message, error);
  };
  // A stream that is closed by a cancel emits neither `error` nor `end`.
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
  await source.requireComplete();
  if (!end.isComplete) throw brokenArchive(path, 'it is incomplete, because its end marker is missing.');
}

type Entry = AsyncItem<tar.Extract>;
type Broken = (error: unknown) => Promise<AppError>;
type AsyncItem<T> = T extends AsyncIterable<infer Item> ? Item : never;

function entryOf(entry: Entry, broken: Broken): ArchiveEntry {
  const { name, type, size = 0, pax } = entry.header as Entry['header'] & { pax?: Record<string, string> | null };
  // GNU.sparse (pax extended header): the archive contains only parts of the file.
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse'));
  const kind = isSparse ? 'other' : type === 'file' ? 'file' : type === 'directory' ? 'folder' : 'other';
  const what = isSparse ? 'a sparse file' : (NAMES[type ?? ''] ?? 'an entry of an unknown type');
  return { name, kind, what, sizeBytes: size, content: () => contentOf(entry, broken) };
}

async function* contentOf(entry: Entry, broken: Broken): AsyncGenerator<Buffer> {
  try {
    yield* entry as AsyncIterable<Buffer>;
  } catch (error) {
    throw await broken(error);
  }
}

/** Detects the two blocks of zeros at the end of an archive (tar(5)). They are missing if it was cut off between entries. */
class EndMark {
  #zeros = 0;

  get isComplete(): boolean {
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
