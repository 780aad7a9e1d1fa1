import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** A destination of bytes. */
export interface Sink {
  /** Bytes that the reader has not read yet. */
  readonly waitingBytes: number;
  /** @param done called once, when the bytes are delivered, or with the error if they cannot be */
  write(bytes: Uint8Array, done: (error?: NodeJS.ErrnoException | null) => void): void;
}

/** Opens a sink on standard output or error, which may be a terminal, a pipe or a file. */
export function sinkOf(stream: NodeJS.WriteStream & { fd: number }): Sink {
  // A failed write is reported to its caller. Without a listener the same failure would also end the process.
  stream.on('error', () => undefined);
  return isFile(stream.fd) ? fileSink(stream.fd) : streamSink(stream);
}

function isFile(fd: number): boolean {
  const stats = fstatSync(fd);
  return stats.isFile() || (stats.isCharacterDevice() && !isatty(fd));
}

/** Writes synchronously. Node's stream treats a short write, as on a full disk, as complete. */
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
 * Makes writes to a terminal non-blocking. Node makes them blocking: Ctrl+S, or a stopped terminal emulator, would block the whole
 * process in write(2), including its guards. The handle's method is undocumented; if it is missing, writes stay blocking.
 */
function neverBlock(stream: NodeJS.WriteStream): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?(blocks: boolean): void } };
  handle?.setBlocking?.(false);
}
