/** A piece of a container's output. */
export interface FramedText {
  stream: 'stdout' | 'stderr';
  text: string;
}

const HEADER_BYTES = 8;
const STDERR = 2;

/**
 * Decodes the output of an attached container (Docker's API, "Stream format"). Each frame has a header of eight bytes: the first
 * selects the stream, the last four contain the length. Chunks can end within a frame or a character. A loop, because
 * docker-modem's demuxStream calls itself for each frame of a chunk, and a program that prints single characters makes
 * thousands of them.
 */
export class OutputFrames {
  readonly #decoders = {
    stdout: new TextDecoder('utf-8', { ignoreBOM: true }),
    stderr: new TextDecoder('utf-8', { ignoreBOM: true }),
  };
  /** The received part of a header. */
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerBytes = 0;
  /** Bytes of the current frame that have not been received. */
  #left = 0;
  #stream: FramedText['stream'] = 'stdout';

  /** @returns the text of all frames in this chunk, in order; of an incomplete frame the received part */
  add(chunk: Uint8Array): FramedText[] {
    const texts: FramedText[] = [];
    for (let at = 0; at < chunk.length; ) {
      if (this.#left === 0) at += this.#readHeader(chunk.subarray(at));
      else {
        const bytes = chunk.subarray(at, at + this.#left);
        this.#left -= bytes.length;
        at += bytes.length;
        const text = this.#decoders[this.#stream].decode(bytes, { stream: true });
        if (text) texts.push({ stream: this.#stream, text });
      }
    }
    return texts;
  }

  /** @returns how many of the bytes belong to the header */
  #readHeader(bytes: Uint8Array): number {
    const part = bytes.subarray(0, HEADER_BYTES - this.#headerBytes);
    this.#header.set(part, this.#headerBytes);
    this.#headerBytes += part.length;
    if (this.#headerBytes === HEADER_BYTES) {
      this.#headerBytes = 0;
      this.#stream = this.#header[0] === STDERR ? 'stderr' : 'stdout';
      this.#left = new DataView(this.#header.buffer).getUint32(4);
    }
    return part.length;
  }
}
