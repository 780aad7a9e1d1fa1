import { stripControls } from '@shared/model/plain-text';
import type { RunEvent } from '@shared/model/run-event';
import { hasControls, showControls } from '@shared/model/shown-output';
import { WholeSequences } from '@shared/model/whole-sequences';

type Stream = 'stdout' | 'stderr';

const KEPT_ERROR_CHARS = 4_000;

/** What a step's program prints, told piece by piece: plain for terminal and log, with its colours for the window. */
export class StepOutput {
  readonly #pieces: Record<Stream, WholeSequences> = { stdout: new WholeSequences(), stderr: new WholeSequences() };

  /** The end of what the program wrote to its standard error, some thousand characters. */
  errors = '';

  constructor(
    private readonly stepId: string,
    private readonly emit: (event: RunEvent) => void,
  ) {}

  add(stream: Stream, text: string): void {
    if (stream === 'stderr') this.errors = (this.errors + text).slice(-KEPT_ERROR_CHARS);
    this.#say(stream, this.#pieces[stream].push(text));
  }

  /** The program has ended: a sequence that was begun stays without its end. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.#say(stream, this.#pieces[stream].rest());
  }

  #say(stream: Stream, whole: string): void {
    if (whole === '') return;
    const event = { type: 'step-output', at: Date.now(), stepId: this.stepId, stream } as const;
    if (hasControls(whole)) this.emit({ ...event, text: stripControls(whole), shown: showControls(whole) });
    else this.emit({ ...event, text: whole });
  }
}
