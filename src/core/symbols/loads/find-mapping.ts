import { groupBy } from '@shared/model/group-by';
import type { Fork, LoadMap, Mapping, ProcessLoads } from './load-map';

interface Ids {
  pidNs: number;
  vpid: number;
}

/** A mapping that contains an address, or why there is none. */
export type FoundMapping = { mapping: Mapping } | { gap: 'no-vpid' | 'no-load-event' | 'no-binary' };

/** A child of a child and so on; deeper chains are not followed. */
const MOST_ANCESTORS = 64;

/** Finds what was in memory at an address. */
export class MappingFinder {
  readonly #processes = new Map<string, ProcessLoads>();
  /** By child. */
  readonly #forks: ReadonlyMap<string, readonly Fork[]>;
  readonly #sizes: Float64Array;

  constructor({ files, processes, forks }: LoadMap) {
    this.#sizes = Float64Array.from(files, ({ memoryBytes }) => memoryBytes);
    for (const process of processes) this.#processes.set(keyOf(process), process);
    this.#forks = groupBy(forks, ({ child }) => keyOf(child));
  }

  /**
   * @param atNs since the begin of the trace. What was in memory then is preferred. Else what came next, since a program runs
   * before the tracer lists its files; else what the parent had when the process began.
   */
  find(ids: Ids, address: number, atNs: number): FoundMapping {
    let hasLoads = false;
    let [process, time] = [ids, atNs];
    for (let depth = 0; depth < MOST_ANCESTORS; depth += 1) {
      const loads = this.#processes.get(keyOf(process));
      if (process.vpid === -1 && (loads?.lists ?? 0) > 1) return { gap: 'no-vpid' };
      const mapping = loads && this.#mappingAt(loads, address, time);
      if (mapping) return { mapping };
      hasLoads ||= (loads?.mappings.length ?? 0) > 0;
      const born = this.#forks.get(keyOf(process))?.findLast((fork) => fork.atNs <= time);
      if (!born) break;
      [process, time] = [born.parent, born.atNs];
    }
    if (hasLoads) return { gap: 'no-binary' };
    return { gap: ids.vpid === -1 && this.#processes.size > 0 ? 'no-vpid' : 'no-load-event' };
  }

  /**
   * The file that the process ran last: that of the lowest address of its last list, since the kernel maps a program below its
   * libraries (ELF_ET_DYN_BASE in Linux, fs/binfmt_elf.c). @returns its index; undefined without a list
   */
  executable(ids: Ids): number | undefined {
    const loads = ids.vpid === -1 ? undefined : this.#processes.get(keyOf(ids));
    if (!loads?.lists) return undefined;
    const last = loads.mappings.filter(({ toNs }) => toNs === Number.POSITIVE_INFINITY);
    return last.reduce<Mapping | undefined>((least, one) => (least && least.base <= one.base ? least : one), undefined)
      ?.file;
  }

  #mappingAt({ mappings }: ProcessLoads, address: number, atNs: number): Mapping | undefined {
    let next: Mapping | undefined;
    let now: Mapping | undefined;
    for (const mapping of mappings) {
      const within = address - mapping.base;
      if (within < 0 || within >= (this.#sizes[mapping.file] ?? 0)) continue;
      if (mapping.fromNs > atNs) next ??= mapping;
      else if (atNs < mapping.toNs) now = mapping;
    }
    return now ?? next;
  }
}

const keyOf = ({ pidNs, vpid }: Ids): string => `${pidNs} ${vpid}`;
