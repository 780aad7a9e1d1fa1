import type { CallSummary } from '@shared/trace-view/call-detail';
import { eventsIn } from '@shared/trace-view/events-in';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { CallPlace, MarkPlace } from '@shared/trace-view/trace-place';
import type { UserEvent } from '@shared/trace-view/user-events';
import type { TraceClient } from '../../../../stores/trace-view/asking';
import type { PlotHit } from '../../drawing/plot/plot-scene';
import { callPlaceOf } from './select-hit';

/** What is known of the thing under the pointer beside the picture. */
export interface HoverDetail {
  call?: CallSummary;
  events?: readonly UserEvent[];
}

export type HoverQuestion = { call: 'call-summary'; args: CallPlace } | { call: 'user-events'; args: MarkPlace };

/** Answers that are kept: one for each thing under the pointer. */
const MOST_KEPT = 200;
/** Events in a longer call take so long to follow that the picture would wait for them. Selecting the call follows them. */
const MOST_EVENTS = 2 ** 19;

/** What to ask about the thing under the pointer. Null if nothing more is known of it. */
export function hoverQuestion(hit: PlotHit, density: WholeTrace['density'] | undefined): HoverQuestion | null {
  if (hit.kind === 'mark') {
    const [first, ...others] = hit.marks;
    if (!first || first.count > 1 || others.length > 0) return null;
    return { call: 'user-events', args: { row: first.row, atNs: first.atNs } };
  }
  if ((hit.kind !== 'call' && hit.kind !== 'syscall') || hit.span.isMerged || !density) return null;
  const isShort = eventsIn(density, { fromNs: hit.span.beginNs, toNs: hit.span.endNs }) <= MOST_EVENTS;
  return isShort ? { call: 'call-summary', args: callPlaceOf(hit) } : null;
}

/** Asks about what is under the pointer, one thing at a time, and keeps the last answers. */
export class HoverDetails {
  readonly #kept = new Map<string, HoverDetail>();

  constructor(private readonly client: TraceClient) {}

  known(key: string): HoverDetail | undefined {
    return this.#kept.get(key);
  }

  /** @param key of the thing, the same while the trace is open @throws what errorOf() reads */
  async ask(key: string, question: HoverQuestion, signal: AbortSignal): Promise<HoverDetail> {
    const known = this.#kept.get(key);
    if (known) return known;
    const detail = await this.#asked(question, signal);
    this.#kept.set(key, detail);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return detail;
  }

  async #asked(question: HoverQuestion, signal: AbortSignal): Promise<HoverDetail> {
    const options = { lane: 'hovered', signal };
    if (question.call === 'user-events')
      return { events: await this.client.ask(question.call, question.args, options) };
    const call = await this.client.ask(question.call, question.args, options);
    return call ? { call } : {};
  }
}
