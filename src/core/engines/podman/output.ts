import type { Readable } from 'node:stream';
import { MIB } from '@shared/model/units';
import type Docker from 'dockerode';
import { deliverOutput } from '../docker-api/container-output';
import type { OutputChunk } from '../engine';

/**
 * Podman 4.3 loses output when a container ends quickly. conmon closes the attached socket before Podman has read it, and Podman
 * writes this error into the program's stderr (seen in 1 of 120 short runs). Podman's log is complete.
 */
const LOST = /^Error: read unixpacket [^\n]*: connection reset by peer\n?$/;
/** Output to keep for the comparison with the log. A program that prints more was attached for long enough. */
const MOST_KEPT_CHARS = 64 * 1024;
/** Output to take from the log. */
const MOST_COMPLETED_CHARS = MIB;

type Stream = OutputChunk['stream'];

/** Passes on a container's output and completes it from Podman's log when the attached stream lost some. */
export class PodmanOutput {
  readonly #seen: Record<Stream, string> = { stdout: '', stderr: '' };

  constructor(private readonly onOutput: (chunk: OutputChunk) => void) {}

  readonly pass = (chunk: OutputChunk): void => {
    if (chunk.stream === 'stderr' && LOST.test(chunk.text)) return;
    this.#remember(chunk);
    this.onOutput(chunk);
  };

  /** Completes the output once the container has ended. Does nothing for a container without a log (log driver `none`). */
  async complete(docker: Docker, containerId: string): Promise<void> {
    if (this.#seen.stdout.length + this.#seen.stderr.length > MOST_KEPT_CHARS) return;
    const log = await openLog(docker, containerId).catch(() => undefined);
    if (!log) return;
    const unseen = new UnseenOutput(this.#seen);
    let completed = 0;
    const read = deliverOutput(log, (chunk) => {
      const text = unseen.after(chunk);
      if (text === '' || completed > MOST_COMPLETED_CHARS) return;
      completed += text.length;
      this.onOutput({ stream: chunk.stream, text });
      if (completed > MOST_COMPLETED_CHARS) log.destroy();
    });
    await read;
  }

  #remember({ stream, text }: OutputChunk): void {
    if (this.#seen[stream].length <= MOST_KEPT_CHARS) this.#seen[stream] += text;
  }
}

/** Skips the output that was seen. After a difference nothing is known to be unseen. */
class UnseenOutput {
  readonly #expected: Record<Stream, string>;
  readonly #differs = new Set<Stream>();

  constructor(seen: Readonly<Record<Stream, string>>) {
    this.#expected = { ...seen };
  }

  /** @returns the part of the log's next piece that was not seen */
  after({ stream, text }: OutputChunk): string {
    const expected = this.#expected[stream];
    const common = Math.min(expected.length, text.length);
    if (expected.slice(0, common) !== text.slice(0, common)) this.#differs.add(stream);
    this.#expected[stream] = expected.slice(common);
    return this.#differs.has(stream) ? '' : text.slice(common);
  }
}

/** Opens the log as a stream: a program can have printed any amount. */
function openLog(docker: Docker, containerId: string): Promise<Readable> {
  const options = {
    path: `/containers/${containerId}/logs?`,
    method: 'GET',
    isStream: true,
    options: { stdout: true, stderr: true, follow: false },
    statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(options, (error: unknown, log: unknown) => (error ? reject(error) : resolve(log as Readable)));
  });
}
