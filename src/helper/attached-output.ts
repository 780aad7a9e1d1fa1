import { OutputFrames } from '@shared/engines/output-frames';
import type { Output } from '@shared/privilege/protocol';

/** Decodes the output of an attached container. */
export async function* attachedOutput(stream: AsyncIterable<Buffer>): AsyncGenerator<Output> {
  const frames = new OutputFrames();
  for await (const chunk of stream) yield* frames.add(chunk);
}
