/** A message between the driver and the guest's agent; scripts/vm/guest/agent.mjs lists the kinds. */
export interface Frame {
  kind: string;
  program: number;
  content: Buffer;
}

const HEAD_BYTES = 9;

export function encodeFrame({ kind, program, content }: Frame): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(content.length + HEAD_BYTES - 4, 0);
  head.write(kind, 4, 'latin1');
  head.writeUInt32BE(program, 5);
  return Buffer.concat([head, content]);
}

/** Puts messages together from what a socket brings. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  /** @returns the messages that are complete now */
  take(bytes: Buffer): Frame[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const frames: Frame[] = [];
    while (this.#pending.length >= 4) {
      const end = 4 + this.#pending.readUInt32BE(0);
      if (this.#pending.length < end) break;
      const message = this.#pending.subarray(4, end);
      frames.push({
        kind: message.toString('latin1', 0, 1),
        program: message.readUInt32BE(1),
        content: message.subarray(5),
      });
      this.#pending = this.#pending.subarray(end);
    }
    return frames;
  }
}
