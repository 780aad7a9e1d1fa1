import { AppError, type ErrorData, toAppError } from '@shared/model/app-error';
import { isLargerThan } from '@shared/model/data-size';
import { parseOrThrow } from '@shared/model/parse';
import { TRACE_VIEW_CALLS, type TraceViewAnswers, type TraceViewCall } from '@shared/trace-view/trace-view-calls';
import { pageMessageSchema, type TraceViewMessage } from '@shared/trace-view/trace-view-messages';
import type { z } from 'zod';

/** Larger than any question: 1,000 rows and two texts of 1,000 characters. */
const MOST_CHARACTERS = 100_000;
/** Calls that are answered at a time. A page has one for each part that it shows. */
const MOST_OPEN_CALLS = 64;
/** Messages about progress are at least so many milliseconds apart. */
const PROGRESS_EVERY_MS = 100;

export interface CallTools {
  /** Aborted when the answer is not wanted any more. */
  signal: AbortSignal;
  /** From 0 to 1. */
  onShare(share: number): void;
}

type ParsedArgs<C extends TraceViewCall> = z.output<(typeof TRACE_VIEW_CALLS)[C]>;

/** Exactly one function for each question. */
export type TraceViewHandlers = {
  [C in TraceViewCall]: (args: ParsedArgs<C>, tools: CallTools) => Promise<TraceViewAnswers[C]>;
};

interface OpenCall {
  lane: string | null;
  abort: AbortController;
}

/**
 * Answers the messages of a page about one trace. A message that is not in the protocol is answered if it has an id, and is otherwise
 * without effect.
 */
export class CallServer {
  readonly #open = new Map<number, OpenCall>();

  constructor(
    private readonly handlers: TraceViewHandlers,
    private readonly post: (message: TraceViewMessage) => void,
  ) {}

  /** @param message anything that the page sent */
  handle(message: unknown): void {
    const parsed = isLargerThan(message, MOST_CHARACTERS) ? TOO_LARGE : pageMessageSchema.safeParse(message);
    if ('code' in parsed) this.#refuse(idOf(message), parsed);
    else if (!parsed.success) this.#refuse(idOf(message), NOT_IN_PROTOCOL);
    else if (parsed.data.kind === 'cancel') this.#cancel(parsed.data.id);
    else this.#call(parsed.data);
  }

  /** Cancels everything. Nothing is posted any more. */
  close(): void {
    for (const { abort } of this.#open.values()) abort.abort();
    this.#open.clear();
  }

  #call({ id, lane, call, args }: Extract<z.output<typeof pageMessageSchema>, { kind: 'call' }>): void {
    // The page mixed up its calls: neither gets a wrong answer.
    if (this.#open.has(id)) this.#cancel(id);
    else {
      for (const [other, open] of this.#open) if (lane !== null && open.lane === lane) this.#cancel(other);
      if (this.#open.size >= MOST_OPEN_CALLS) this.#refuse(id, TOO_MANY);
      else void this.#answer(id, lane, call, args);
    }
  }

  async #answer<C extends TraceViewCall>(id: number, lane: string | null, call: C, args: unknown): Promise<void> {
    const abort = new AbortController();
    const own: OpenCall = { lane, abort };
    this.#open.set(id, own);
    const isOpen = (): boolean => this.#open.get(id) === own;
    let reportedAt = Number.NEGATIVE_INFINITY;
    const onShare = (share: number): void => {
      if (!isOpen() || performance.now() - reportedAt < PROGRESS_EVERY_MS) return;
      reportedAt = performance.now();
      this.post({ kind: 'progress', id, share });
    };
    try {
      const parsed = parseOrThrow(TRACE_VIEW_CALLS[call], args, 'The question') as ParsedArgs<C>;
      const value = await this.handlers[call](parsed, { signal: abort.signal, onShare });
      if (isOpen()) this.post({ kind: 'answer', id, value });
    } catch (error) {
      if (isOpen()) this.post({ kind: 'failure', id, error: toAppError(error).toData() });
    } finally {
      if (isOpen()) this.#open.delete(id);
    }
  }

  /** The page is told at once, whether or not the work has noticed. */
  #cancel(id: number): void {
    const call = this.#open.get(id);
    if (!call) return;
    this.#open.delete(id);
    call.abort.abort();
    this.post({ kind: 'failure', id, error: CANCELLED });
  }

  #refuse(id: number | null, error: ErrorData): void {
    if (id !== null) this.post({ kind: 'failure', id, error });
  }
}

const CANCELLED = new AppError('cancelled', 'The question was cancelled, or replaced by a newer one.').toData();
const TOO_LARGE = new AppError('config', 'The question is too large. The window asks nothing of this size.').toData();
const NOT_IN_PROTOCOL = new AppError('config', 'The message is not a question about a trace.').toData();
const TOO_MANY = new AppError(
  'config',
  `More than ${MOST_OPEN_CALLS} questions are open. Wait for an answer.`,
).toData();

function idOf(message: unknown): number | null {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}
