import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Where bytes go. */
export interface Sink {
  /** Bytes that the reader has not taken yet. */
  readonly waitingBytes: number;
  /** @param done called once, when the reader has the bytes, or with the reason why it never will */
  write(bytes: Uint8Array, done: (error?: NodeJS.ErrnoException | null) => void): void;
}

/** Standard output or error of this process, whatever it is: a terminal, a pipe, a file. */
export function sinkOf(stream: NodeJS.WriteStream & { fd: number }): Sink {
  // A failed write is reported to its caller. Without a listener the same failure would also end the process.
  stream.on('error', () => undefined);
  return isFile(stream.fd) ? fileSink(stream.fd) : streamSink(stream);
}

function isFile(fd: number): boolean {
  const stats = fstatSync(fd);
  return stats.isFile() || (stats.isCharacterDevice() && !isatty(fd));
}

/** Node's own stream writes once and takes a short write, as a disk that fills up makes it, for a whole one. */
function fileSink(fd: number): Sink {
  return {
    waitingBytes: 0,
    write: (bytes, done) => {
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
      } catch (error) {
        return done(error as NodeJS.ErrnoException);
      }
      done();
    },
  };
}

function streamSink(stream: NodeJS.WriteStream): Sink {
  if (stream.isTTY) neverBlock(stream);
  return {
    get waitingBytes() {
      return stream.writableLength;
    },
    write: (bytes, done) => void stream.write(bytes, done),
  };
}

/**
 * Node makes a terminal's descriptor block: one Ctrl+S, or a terminal program that stands still, would stop the whole
 * process in write(2), its guards included. The handle's method is not documented; without it the terminal stays as it is.
 */
function neverBlock(stream: NodeJS.WriteStream): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?(blocks: boolean): void } };
  handle?.setBlocking?.(false);
}
