import { StringDecoder } from 'node:string_decoder';
import type { Output } from '@shared/privilege/protocol';

const HEADER = 8;

/**
 * Decodes the output of an attached container (Docker's API, "Stream format"). Each frame has a header of eight bytes: the first
 * selects the stream, the last four contain the length. Chunks can end within a frame or a character.
 */
export async function* attachedOutput(stream: AsyncIterable<Buffer>): AsyncGenerator<Output> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  let buffered: Buffer = Buffer.alloc(0);
  let left = 0;
  let name: Output['stream'] = 'stdout';
  for await (const chunk of stream) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    while (buffered.length > 0) {
      if (left === 0) {
        if (buffered.length < HEADER) break;
        name = buffered[0] === 2 ? 'stderr' : 'stdout';
        left = buffered.readUInt32BE(4);
        buffered = buffered.subarray(HEADER);
        continue;
      }
      const bytes = buffered.subarray(0, left);
      left -= bytes.length;
      buffered = buffered.subarray(bytes.length);
      const text = decoders[name].write(bytes);
      if (text) yield { stream: name, text };
    }
  }
}
