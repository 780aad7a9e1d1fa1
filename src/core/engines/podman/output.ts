import { Readable } from 'node:stream';
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
  async complete(docker: Docker, container: Docker.Container): Promise<void> {
    if (this.#seen.stdout.length + this.#seen.stderr.length > MOST_KEPT_CHARS) return;
    const log = await container.logs({ stdout: true, stderr: true, follow: false }).catch(() => undefined);
    if (!log?.length) return;
    const whole: Record<Stream, string> = { stdout: '', stderr: '' };
    await deliverOutput(docker, Readable.from([log]), ({ stream, text }) => {
      whole[stream] += text;
    });
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = whole[stream].startsWith(this.#seen[stream]) ? whole[stream].slice(this.#seen[stream].length) : '';
      if (rest.trim() !== '') this.onOutput({ stream, text: rest });
    }
  }

  #remember({ stream, text }: OutputChunk): void {
    if (this.#seen[stream].length <= MOST_KEPT_CHARS) this.#seen[stream] += text;
  }
}
