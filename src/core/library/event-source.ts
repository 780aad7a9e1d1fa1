import { kernelNumberSchema } from '@shared/model/bounds';
import { readFields } from './event-line';

/** The process of an event, from its contexts. */
export interface EventSource {
  /** Null when this context was not recorded. */
  pidNs: number | null;
  vpid: number;
  /** Null when this context was not recorded. */
  vtid: number | null;
  procname: string;
  /** Inodes of the other recorded namespaces by kind. */
  namespaces: Record<string, number>;
}

/** Size of the cache of parsed contexts. Only few threads run at a time, so the same contexts occur again and again. */
const MOST_REMEMBERED = 4096;
/** Kernel thread names have 15 characters, but a trace may contain any name. */
const LONGEST_NAME = 200;

export class EventSources {
  readonly #known = new Map<string, EventSource | undefined>();

  /** @returns undefined for contexts without a process id */
  of(context: string): EventSource | undefined {
    const known = this.#known.get(context);
    if (known || this.#known.has(context)) return known;
    // Copy the string: a substring would keep the whole piece of output in memory.
    const copy = Buffer.from(context).toString();
    const source = readSource(copy);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(copy, source);
    return source;
  }
}

function readSource(context: string): EventSource | undefined {
  const fields = readFields(context);
  return sourceOf((name) => fields.get(name), fields.keys());
}

/**
 * The process of an event by its context's fields.
 * @param fieldOf the value of a field; undefined without it
 * @returns undefined for a context without a process id
 */
export function sourceOf(
  fieldOf: (name: string) => string | number | undefined,
  names: Iterable<string>,
): EventSource | undefined {
  const number = (name: string): number | null => {
    const value = Number(fieldOf(name) ?? Number.NaN);
    return kernelNumberSchema.safeParse(value).data ?? null;
  };
  const vpid = number('vpid');
  if (vpid === null) return undefined;
  const namespaces: Record<string, number> = {};
  for (const name of names) {
    const kind = /^(cgroup|ipc|mnt|net|time|user|uts)_ns$/.exec(name)?.[1];
    const inode = kind && number(name);
    if (kind && inode) namespaces[kind] = inode;
  }
  return {
    pidNs: number('pid_ns'),
    vpid,
    vtid: number('vtid'),
    procname: String(fieldOf('procname') ?? '').slice(0, LONGEST_NAME),
    namespaces,
  };
}
