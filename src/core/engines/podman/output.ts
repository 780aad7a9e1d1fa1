import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { deliverOutput } from '../docker-api/container-output';
import type { OutputChunk } from '../engine';

/**
 * Podman 4.3 loses output when a container ends quickly: conmon closes the attached socket before it was read, and Podman
 * says so inside the program's own stderr (seen in 1 of 120 short runs). Its log has all of it.
 */
const LOST = /^Error: read unixpacket [^\n]*: connection reset by peer\n?$/;
/** What a quick program printed; a program that prints more was attached for long enough. */
const MOST_KEPT_CHARS = 64 * 1024;

type Stream = OutputChunk['stream'];

/** Passes a container's output on and makes good from Podman's log what the attached stream lost. */
export class PodmanOutput {
  readonly #seen: Record<Stream, string> = { stdout: '', stderr: '' };

  constructor(private readonly onOutput: (chunk: OutputChunk) => void) {}

  readonly pass = (chunk: OutputChunk): void => {
    if (chunk.stream === 'stderr' && LOST.test(chunk.text)) return;
    this.#remember(chunk);
    this.onOutput(chunk);
  };

  /** To be called once the container has ended. A container without a log (log driver `none`) is left as it is. */
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
