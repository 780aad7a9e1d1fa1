import { kernelNumberSchema } from '@shared/model/bounds';
import { readFields } from './event-line';

/** Whose an event is, by its contexts. */
export interface EventSource {
  /** null where that context was not recorded. */
  pidNs: number | null;
  vpid: number;
  /** null where that context was not recorded. */
  vtid: number | null;
  procname: string;
  /** Inodes of the other namespaces by kind, as far as they were recorded. */
  namespaces: Record<string, number>;
}

/** Of the few threads that run at one time each is named again and again: its contexts are taken apart once. */
const MOST_REMEMBERED = 4096;
/** The kernel's have 15 characters; a trace may say anything. */
const LONGEST_NAME = 200;

export class EventSources {
  readonly #known = new Map<string, EventSource | undefined>();

  /** @returns undefined for contexts that do not name a process */
  of(context: string): EventSource | undefined {
    const known = this.#known.get(context);
    if (known || this.#known.has(context)) return known;
    // A piece of a piece of the reader's output keeps all of that in memory: this is a copy.
    const own = Buffer.from(context).toString();
    const source = readSource(own);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(own, source);
    return source;
  }
}

function readSource(context: string): EventSource | undefined {
  const fields = readFields(context);
  const number = (name: string): number | null => {
    const value = Number(fields.get(name) ?? Number.NaN);
    return kernelNumberSchema.safeParse(value).data ?? null;
  };
  const vpid = number('vpid');
  if (vpid === null) return undefined;
  const namespaces: Record<string, number> = {};
  for (const name of fields.keys()) {
    const kind = /^(cgroup|ipc|mnt|net|time|user|uts)_ns$/.exec(name)?.[1];
    const inode = kind && number(name);
    if (kind && inode) namespaces[kind] = inode;
  }
  return {
    pidNs: number('pid_ns'),
    vpid,
    vtid: number('vtid'),
    procname: (fields.get('procname') ?? '').slice(0, LONGEST_NAME),
    namespaces,
  };
}
