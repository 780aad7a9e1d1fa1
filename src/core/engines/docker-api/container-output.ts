import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type Docker from 'dockerode';
import type { OutputChunk } from '../engine';

/**
 * Splits an attached container's multiplexed stream into stdout and stderr text. Joins characters that two frames share.
 * @returns resolves when the stream has ended
 */
export function deliverOutput(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onOutput: (chunk: OutputChunk) => void,
): Promise<void> {
  const sinks = (['stdout', 'stderr'] as const).map((name) => {
    const decoder = new StringDecoder('utf8');
    const sink = new PassThrough();
    sink.on('data', (data: Buffer) => {
      const text = decoder.write(data);
      if (text) onOutput({ stream: name, text });
    });
    return sink;
  });
  const [stdout, stderr] = sinks;
  if (stdout && stderr) docker.modem.demuxStream(stream, stdout, stderr);
  return new Promise((resolve) => {
    stream.on('end', resolve);
    stream.on('close', resolve);
    stream.on('error', () => resolve()); // wait reports the container's end; a broken pipe only truncates the output
  });
}
