import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FILE_MODE, FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import tar, { type Pack } from 'tar-stream';
import { type Filter, startFilter } from '../process/start-filter';
import { requireArchivable } from './archivable-name';
import type { ArchiveContent } from './archive-content';

/** `-T0`: one thread per processor. zstd(1) splits its input independently of their number, so the output is the same. */
const ZSTD = ['-q', '-3', '-T0', '-c'];

type Header = Parameters<Pack['entry']>[0];

/** @param niceness as for startFilter @throws in the stream: AppError `missing` without zstd, `config` for a name that is not UTF-8, and the errors of reading */
export function tarZstOf(content: ArchiveContent, niceness: number): Readable {
  return Readable.from(compressed(content, niceness), { objectMode: false });
}

async function* compressed(content: ArchiveContent, niceness: number): AsyncGenerator<Buffer> {
  const zstd = startFilter('zstd', ZSTD, niceness);
  const pack = tar.pack();
  const filled = fill(pack, content).catch((error: unknown) => {
    pack.destroy(error as Error);
    throw error;
  });
  const fed = pipeline(Readable.from(pack as AsyncIterable<Buffer>, { objectMode: false }), zstd.input);
  const ends = Promise.allSettled([zstd.ended.catch(suggestZip), filled, fed]);
  try {
    yield* outputOf(zstd);
    // A broken pipe is only a consequence. Report the compressor's failure first, then that of reading.
    for (const end of await ends) if (end.status === 'rejected') throw end.reason;
  } finally {
    pack.destroy(new Error('over'));
    zstd.kill();
  }
}

/** Ends with the program, even if it could not be started; its `ended` has the error. */
async function* outputOf({ output }: Filter): AsyncGenerator<Buffer> {
  const pieces = output[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const next = await pieces.next().catch(() => ({ done: true as const, value: undefined }));
    if (next.done) return;
    yield next.value;
  }
}

function suggestZip(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'missing') throw error;
  throw new AppError('missing', 'The format tar.zst requires the program zstd, which is not installed.', {
    hint: 'Install the package zstd, or use the format zip, which requires no other program.',
    cause: error,
  });
}

async function fill(pack: Pack, content: ArchiveContent): Promise<void> {
  const facts = { mtime: content.time, uid: 0, gid: 0, uname: '', gname: '' };
  const folder = (name: string): Header => ({ ...facts, name, type: 'directory', mode: FOLDER_MODE, size: 0 });
  const file = (name: string, size: number): Header => ({ ...facts, name, type: 'file', mode: FILE_MODE, size });
  pack.entry(folder(`${content.top}/`));
  for (const entry of content.entries) {
    requireArchivable(entry.path, 'tar.zst');
    const name = `${content.top}/${entry.path}`;
    if (entry.kind === 'folder') pack.entry(folder(`${name}/`));
    else await put(pack, file(name, entry.sizeBytes), content.read(entry));
  }
  const { path, text } = content.checksums();
  await put(pack, file(`${content.top}/${path}`, text.length), [text]);
  pack.finalize();
}

async function put(pack: Pack, header: Header, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  const entry = pack.entry(header);
  const failed = new Promise<never>((_resolve, reject) => {
    entry.once('error', reject);
    entry.once('close', () => reject(new AppError('cancelled', 'Writing the archive was aborted.')));
  });
  failed.catch(() => undefined);
  for await (const piece of pieces) if (!entry.write(piece)) await Promise.race([once(entry, 'drain'), failed]);
  entry.end(null);
}
