import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { hintFor } from '../files/install-hint';
import { cannotRun, startDecoder } from '../process/decoder';
import { brokenArchive, shownName } from './archive-error';
import type { ArchiveKind } from './archive-kind';
import { foreignError } from './foreign-error';

/** The decompressed stream of a tar archive. */
export interface TarSource {
  stream: Readable;
  /** Bytes of the archive's file that have been read. */
  readBytes(): number;
  /** Call it when the stream has ended. @throws AppError `config` when decompressing failed, `missing` without the program */
  requireComplete(): Promise<void>;
  close(): void;
}

/** Each decoder refuses an archive that needs more memory than its limit. */
const DECODERS: Readonly<Record<Exclude<ArchiveKind, 'zip' | 'tar'>, [string, string[]]>> = {
  'tar.gz': ['gzip', ['--decompress', '--stdout']],
  'tar.zst': ['zstd', ['--decompress', '--stdout', '--quiet', '--memory=128MB']],
  'tar.xz': ['xz', ['--decompress', '--stdout', '--quiet', '--threads=1', '--memlimit-decompress=256MiB']],
};

/** @throws AppError `denied` or `missing` when the file cannot be opened */
export function openTarSource(path: string, kind: Exclude<ArchiveKind, 'zip'>): TarSource {
  if (kind === 'tar') return plainSource(path);
  const [program, args] = DECODERS[kind];
  const decoder = openDecoder(program, args, path);
  return {
    stream: decoder.output,
    readBytes: decoder.readBytes,
    close: decoder.close,
    requireComplete: async () => {
      const { exitCode, stderr } = await decoder.ended;
      if (exitCode === 0) return;
      if (cannotRun(exitCode))
        throw new AppError('missing', `The program \`${program}\`, which unpacks ${shownName(path)}, cannot be run.`, {
          hint: hintFor(program),
          detail: stderr,
        });
      throw brokenArchive(path, `${program} could not unpack it.`, stderr);
    },
  };
}

function plainSource(path: string): TarSource {
  const stream = createReadStream(path, { highWaterMark: MIB });
  return {
    stream,
    readBytes: () => stream.bytesRead,
    requireComplete: async () => undefined,
    close: () => void stream.destroy(),
  };
}

function openDecoder(program: string, args: readonly string[], path: string): ReturnType<typeof startDecoder> {
  try {
    return startDecoder(program, args, path);
  } catch (error) {
    throw foreignError(error, path);
  }
}
