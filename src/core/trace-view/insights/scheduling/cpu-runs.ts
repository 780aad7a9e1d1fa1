/** A thread on a CPU. */
export interface CpuRun {
  beginNs: number;
  endNs: number;
  /** Index into `Analysis.threads`; -1 for a thread without a row. */
  thread: number;
}

/** Times in pairs of begin and end, in order, which do not touch. */
export type Times = readonly number[];

/** Who ran on each CPU. */
export class CpuRuns {
  count = 0;
  readonly #byCpu = new Map<number, CpuRun[]>();
  readonly #idle = new Map<string, Times>();

  add(cpu: number, beginNs: number, endNs: number, thread: number): void {
    const runs = this.#byCpu.get(cpu);
    this.count++;
    if (runs) runs.push({ beginNs, endNs, thread });
    else this.#byCpu.set(cpu, [{ beginNs, endNs, thread }]);
  }

  /** Puts the runs in order. Nothing can be added afterwards. */
  finish(rowOf: (thread: number) => number): void {
    for (const runs of this.#byCpu.values()) {
      runs.sort((one, other) => one.beginNs - other.beginNs);
      for (const run of runs) run.thread = rowOf(run.thread);
    }
  }

  on(cpu: number): readonly CpuRun[] {
    return this.#byCpu.get(cpu) ?? [];
  }

  /**
   * When at least one of the CPUs was idle. Before the first run on a CPU nothing is known of it, so it counts as busy.
   * @param toNs the end of the trace
   */
  idleTimes(cpus: readonly number[], toNs: number): Times {
    const key = cpus.join(' ');
    const known = this.#idle.get(key);
    if (known) return known;
    const times = union(cpus.flatMap((cpu) => gapsOf(this.on(cpu), toNs)));
    this.#idle.set(key, times);
    return times;
  }
}

type Pair = readonly [begin: number, end: number];

function gapsOf(runs: readonly CpuRun[], toNs: number): Pair[] {
  const gaps: Pair[] = [];
  let last = runs[0]?.endNs ?? toNs;
  for (const { beginNs, endNs } of runs) {
    if (beginNs > last) gaps.push([last, beginNs]);
    last = Math.max(last, endNs);
  }
  if (toNs > last) gaps.push([last, toNs]);
  return gaps;
}

/** The times of all pairs together. */
export function union(pairs: readonly Pair[]): Times {
  const times: number[] = [];
  for (const [begin, end] of [...pairs].sort((one, other) => one[0] - other[0])) {
    const last = times.length - 1;
    if (last > 0 && begin <= (times[last] as number)) times[last] = Math.max(times[last] as number, end);
    else times.push(begin, end);
  }
  return times;
}

/** The parts of one time that are in others. */
export function within(times: Times, beginNs: number, endNs: number): Pair[] {
  const parts: Pair[] = [];
  for (let at = firstAfter(times, beginNs); at < times.length && (times[at] as number) < endNs; at += 2) {
    const [begin, end] = [Math.max(beginNs, times[at] as number), Math.min(endNs, times[at + 1] as number)];
    if (end > begin) parts.push([begin, end]);
  }
  return parts;
}

/** Index of the first pair that ends after the time. */
function firstAfter(times: Times, ns: number): number {
  let [low, high] = [0, times.length / 2];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[2 * middle + 1] as number) > ns) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}

export const lengthOf = (parts: readonly Pair[]): number => parts.reduce((sum, [begin, end]) => sum + end - begin, 0);
