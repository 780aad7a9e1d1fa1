import type { DecodedEvent } from '@reader/events/event';
import { oneLine } from '@shared/model/plain-text';
import type { TracedContainer } from '@shared/model/trace-record';
import type { Symboliser } from '../../symbols/symboliser';
import type { Attribution, Whose } from '../attribution/attribution';
import { nsSince } from '../attribution/container-lives';
import { type NameEvidence, processNameOf } from '../names/process-names';
import { contextOf } from './event-contexts';
import { ReleasedThreads } from './released-threads';

/** To whom an event belongs. Names have no control characters. */
export interface EventOwner {
  whose: Whose;
  /** Null if it cannot be told, or for a process outside of the recorded containers. */
  container: string | null;
  /** By processNameOf, from the events until then; empty if nothing names the process. */
  process: string;
  /** In the pid namespace; -1 if it was not recorded. */
  pid: number;
  thread: string;
  /** In the pid namespace; -1 if it was not recorded. */
  tid: number;
}

/** Of an event whose owner nobody asked for. */
export const NO_OWNER: EventOwner = {
  whose: { kind: 'other' },
  container: null,
  process: '',
  pid: -1,
  thread: '',
  tid: -1,
};

interface ProcessName {
  name: string;
  fromNs: number;
  toNs: number;
}

/** Finds the owners of events by their contexts, and by the processes that counting found in the containers. */
export class EventOwners {
  /** Names of the processes by container and vpid, in the order of time. */
  readonly #names: readonly ReadonlyMap<number, readonly ProcessName[]>[];

  readonly #seen = new SeenNames();
  readonly #threads = new ReleasedThreads();

  /** @param beginNs begin of the trace, nanoseconds since the Unix epoch */
  constructor(
    private readonly attribution: Attribution,
    private readonly containers: readonly TracedContainer[],
    beginNs: bigint,
    private readonly symbols: Pick<Symboliser, 'executableOf'>,
  ) {
    this.#names = containers.map(({ processes }) => {
      const names = new Map<number, ProcessName[]>();
      for (const { vpid, procname, firstAtMs, lastAtMs } of processes) {
        const one = { name: oneLine(procname), fromNs: nsSince(firstAtMs, beginNs), toNs: nsSince(lastAtMs, beginNs) };
        names.set(vpid, [...(names.get(vpid) ?? []), one]);
      }
      return names;
    });
  }

  of(event: DecodedEvent): EventOwner {
    const { timeNs } = event;
    const { pidNs, vpid, tid, mntNs } = this.#threads.idsOf(event);
    const seen = { pidNs, vpid, fromNs: timeNs, toNs: timeNs };
    const whose = this.attribution.whose(mntNs === 0 ? seen : { ...seen, mntNs });
    const index = whose.kind === 'container' ? whose.container : -1;
    const procname = contextOf(event, 'procname');
    const thread = typeof procname === 'string' ? oneLine(procname) : '';
    const container = this.containers[index];
    return {
      whose,
      container: container ? oneLine(container.name) : null,
      process: processNameOf({
        ...this.#seen.namesOf(seen.pidNs, vpid, tid, thread),
        counted: this.#countedName(index, vpid, timeNs) ?? '',
        executable: this.symbols.executableOf(seen),
      }),
      pid: vpid,
      thread,
      tid,
    };
  }

  /** Only the thread and the process id, without container and process name, which take most of the time. */
  threadOf(event: DecodedEvent): EventOwner {
    const { vpid, tid } = this.#threads.idsOf(event);
    const procname = contextOf(event, 'procname');
    return { ...NO_OWNER, pid: vpid, tid, thread: typeof procname === 'string' ? oneLine(procname) : '' };
  }

  /** The last name that the process had until then; an `exec` changes it. */
  #countedName(container: number, vpid: number, timeNs: number): string | undefined {
    const names = this.#names[container]?.get(vpid);
    return (names?.findLast(({ fromNs }) => fromNs <= timeNs) ?? names?.[0])?.name;
  }
}

/** Far more than run at a time. */
const MOST_PROCESSES = 50_000;

/** The names of threads that the events until now have, by process. */
class SeenNames {
  readonly #names = new Map<string, Pick<NameEvidence, 'main' | 'first'>>();

  /** @param tid a thread without known id counts as the main thread */
  namesOf(pidNs: number, vpid: number, tid: number, thread: string): Pick<NameEvidence, 'main' | 'first'> {
    const isMain = tid === -1 || tid === vpid;
    if (vpid === -1) return { main: isMain ? thread : '', first: thread };
    const key = `${pidNs} ${vpid}`;
    const known = this.#names.get(key);
    const names = { main: (isMain && thread) || known?.main || '', first: known?.first || thread };
    if (known?.main === names.main && known.first === names.first) return known;
    this.#names.set(key, names);
    if (this.#names.size > MOST_PROCESSES) this.#forgetOldest();
    return names;
  }

  #forgetOldest(): void {
    for (const oldest of this.#names.keys()) {
      this.#names.delete(oldest);
      return;
    }
  }
}
