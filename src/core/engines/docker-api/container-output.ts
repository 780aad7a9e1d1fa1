import { OutputFrames } from '@shared/engines/output-frames';
import type { OutputChunk } from '../engine';

/**
 * Splits an attached container's multiplexed stream into stdout and stderr text.
 * @returns resolves when the stream has ended
 */
export function deliverOutput(stream: NodeJS.ReadableStream, onOutput: (chunk: OutputChunk) => void): Promise<void> {
  const frames = new OutputFrames();
  stream.on('data', (chunk: Buffer) => {
    for (const text of frames.add(chunk)) onOutput(text);
  });
  return new Promise((resolve) => {
    stream.on('end', resolve);
    stream.on('close', resolve);
    stream.on('error', () => resolve()); // wait reports the container's end; a broken pipe only truncates the output
  });
}
