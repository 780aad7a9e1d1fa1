import { StringDecoder } from 'node:string_decoder';
import type { Output } from '@shared/privilege/protocol';

const HEADER = 8;

/**
 * A container's output as the engine sends it to who is attached (Docker's API, "Stream format"): frames of eight bytes,
 * the first of which says which stream and the last four how long, then the bytes. Frames and letters may be cut anywhere.
 */
export async function* attachedOutput(stream: AsyncIterable<Buffer>): AsyncGenerator<Output> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  let held: Buffer = Buffer.alloc(0);
  let left = 0;
  let name: Output['stream'] = 'stdout';
  for await (const chunk of stream) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length > 0) {
      if (left === 0) {
        if (held.length < HEADER) break;
        name = held[0] === 2 ? 'stderr' : 'stdout';
        left = held.readUInt32BE(4);
        held = held.subarray(HEADER);
        continue;
      }
      const bytes = held.subarray(0, left);
      left -= bytes.length;
      held = held.subarray(bytes.length);
      const text = decoders[name].write(bytes);
      if (text) yield { stream: name, text };
    }
  }
}
