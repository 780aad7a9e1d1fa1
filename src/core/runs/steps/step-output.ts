import { stripControls } from '@shared/model/plain-text';
import type { RunEvent } from '@shared/model/run-event';
import { hasControls, showControls } from '@shared/model/shown-output';
import { WholeSequences } from '@shared/model/whole-sequences';

type Stream = 'stdout' | 'stderr';

const KEPT_ERROR_CHARS = 4_000;

/** Emits the output of a step's program as events: plain text for terminal and log, with colours for the window. */
export class StepOutput {
  readonly #pieces: Record<Stream, WholeSequences> = { stdout: new WholeSequences(), stderr: new WholeSequences() };

  /** The end of the program's stderr, at most KEPT_ERROR_CHARS characters. */
  errors = '';

  constructor(
    private readonly stepId: string,
    private readonly emit: (event: RunEvent) => void,
  ) {}

  add(stream: Stream, text: string): void {
    if (stream === 'stderr') this.errors = (this.errors + text).slice(-KEPT_ERROR_CHARS);
    this.#emitText(stream, this.#pieces[stream].push(text));
  }

  /** The program has ended: emits what is left, even an incomplete control sequence. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) this.#emitText(stream, this.#pieces[stream].rest());
  }

  #emitText(stream: Stream, text: string): void {
    if (text === '') return;
    const event = { type: 'step-output', at: Date.now(), stepId: this.stepId, stream } as const;
    if (hasControls(text)) this.emit({ ...event, text: stripControls(text), shown: showControls(text) });
    else this.emit({ ...event, text });
  }
}
