import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, toAppError } from '@shared/model/app-error';
import tar from 'tar-stream';

/** An entry of an image's file system. */
export interface ImageEntry {
  /** Absolute, normalised. */
  path: string;
  /** `link`: a symbolic or hard link. */
  kind: 'file' | 'link' | 'other';
  /** Of a link, as stored; absolute for a hard link. */
  target: string;
  sizeBytes: number;
  mode: number;
  /** Whether a file has capabilities, see capabilities(7). Docker and Podman export them, like GNU tar and libarchive. */
  hasCapabilities: boolean;
}

/** Takes the content of a file. */
export interface ContentSink {
  piece(bytes: Buffer): void;
  end(): void;
}

/**
 * Visits the entries of an image's tar stream in its order.
 * @param visit returns what takes the content of the entry, or undefined to skip it
 * @throws AppError `cancelled`; `command` when the stream is truncated or not a tar archive; what `visit` or a sink throws
 */
export async function walkImage(
  stream: Readable,
  signal: AbortSignal,
  visit: (entry: ImageEntry) => ContentSink | undefined,
): Promise<void> {
  const extract = tar.extract();
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      extract.destroy(error as Error);
    }
  };
  extract.on('entry', (header, body, next) =>
    guarded(() => {
      const sink = visit(entryOf(header));
      if (sink) body.on('data', (chunk: unknown) => guarded(() => Buffer.isBuffer(chunk) && sink.piece(chunk)));
      else body.resume();
      body.on('error', next);
      body.on('end', () =>
        guarded(() => {
          sink?.end();
          next();
        }),
      );
    }),
  );
  try {
    await pipeline(stream, extract, { signal });
  } catch (error) {
    if (signal.aborted || toAppError(error).code !== 'bug') throw toAppError(error);
    throw new AppError('command', "The image's file system could not be read completely.", { cause: error });
  }
}

/** The name in PAX headers. */
const CAPABILITIES = 'SCHILY.xattr.security.capability';

function entryOf({ name, type, linkname, size, mode, pax }: tar.Header): ImageEntry {
  const target = linkname ?? '';
  return {
    path: posix.normalize(`/${name}`).replace(/(.)\/$/, '$1'),
    kind: type === 'file' ? 'file' : type === 'symlink' || type === 'link' ? 'link' : 'other',
    target: type === 'link' ? posix.normalize(`/${target}`) : target,
    sizeBytes: size ?? 0,
    mode: mode ?? 0,
    hasCapabilities: Object.hasOwn(Object(pax), CAPABILITIES),
  };
}
