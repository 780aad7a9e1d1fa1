import { readEventHead, readFields } from './event-line';
import { EventSources } from './event-source';
import { type Domain, type EventCount, EventTally } from './event-tally';
import { LineHeads } from './line-heads';
import { FORK_EVENT, type Fork, STATE_DUMP_EVENT, type StateDump } from './pid-namespaces';

interface CounterOptions {
  /** Domain of all events; default: the domain in the text of each event. */
  domain?: Domain | undefined;
  /** Whether the times in the text are meaningful. */
  hasClock?: boolean;
}

/** Parses and counts the text output of babeltrace2, which comes in pieces of any size. */
export class EventCounter {
  readonly #sources = new EventSources();
  readonly #tally: EventTally;
  readonly #lines = new LineHeads((line, isCut) => this.#addLine(line, isCut));

  /** @param startsMs start of each container, Unix milliseconds, ascending */
  constructor(
    startsMs: readonly number[],
    private readonly options: CounterOptions = {},
  ) {
    this.#tally = new EventTally(startsMs);
  }

  addText(piece: string): void {
    this.#lines.add(piece);
  }

  /** Adds events of which only the number is known. */
  addCounted(domain: Domain, events: number): void {
    this.#tally.add(domain, events);
  }

  get total(): number {
    return this.#tally.total;
  }

  /** The result; call it after the end of the text. */
  count(): EventCount {
    this.#lines.end();
    return this.#tally.count();
  }

  #addLine(line: string, isCut: boolean): void {
    const event = readEventHead(line);
    if (!event) {
      // In a very long line, the name may be longer than the part that is kept.
      if (isCut) this.#tally.add(this.options.domain ?? 'userspace');
      return;
    }
    const domain = this.options.domain ?? (event.ofKernel ? 'kernel' : 'userspace');
    this.#tally.add(domain);
    const { atMs, context, name, payloadAt } = event;
    if (atMs === null || this.options.hasClock === false) return;
    this.#tally.note(domain, atMs, context === undefined ? undefined : this.#sources.of(context));
    if (domain !== 'kernel') return;
    if (name === STATE_DUMP_EVENT) this.#tally.noteStateDump(stateDumpIn(line.slice(payloadAt)));
    if (name === FORK_EVENT) this.#tally.noteFork(forkIn(line.slice(payloadAt)), atMs);
  }
}

function stateDumpIn(payload: string): StateDump {
  const fields = readFields(payload);
  return { level: Number(fields.get('ns_level') ?? Number.NaN), inode: Number(fields.get('ns_inum') ?? Number.NaN) };
}

const LEVELS = 'vtids = [';
/** Bounded by the number of namespace levels (32: include/linux/pid_namespace.h, MAX_PID_NS_LEVEL) and of digits. */
const LEVELS_TO_END =
  /^vtids = \[(?: \[\d{1,3}\] = \d{1,10},?){0,32}? \[\d{1,3}\] = (\d{1,10}) \], child_pid = \d{1,10}, child_ns_inum = \d{1,10} \}$/;

function forkIn(payload: string): Fork {
  const fields = readFields(payload);
  const number = (name: string): number => Number(fields.get(name) ?? Number.NaN);
  // The child's pids in all its namespaces, the host's first. This field is after all strings, so search it from the end.
  const levels = payload.slice(Math.max(0, payload.lastIndexOf(LEVELS)));
  return {
    vpid: Number(LEVELS_TO_END.exec(levels)?.[1] ?? Number.NaN),
    pid: number('child_pid'),
    tid: number('child_tid'),
    pidNs: number('child_ns_inum'),
    parentNs: number('parent_ns_inum'),
    procname: fields.get('child_comm') ?? '',
  };
}
