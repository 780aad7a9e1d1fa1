import { groupBy } from '@shared/model/group-by';
import type { TracedContainer } from '@shared/model/trace-record';
import type { Symboliser } from '../../symbols/symboliser';
import { labelOf } from '../../symbols/symboliser';
import type { Attribution } from '../attribution/attribution';
import type {
  ExportCounter,
  ExportFunction,
  ExportProcess,
  ExportTables,
  ExportThread,
} from '../formats/export-source';
import { Numbered } from '../formats/numbered';
import { lifeOf, processNameOf, threadNames } from '../names/process-names';
import type { KnownThread } from './thread-registry';

/** A process and what the symboliser knows it by. */
type OwnProcess = ExportProcess & { pidNs: number; vpid: number };

/** Tables of an export, from the threads of the whole range. Functions are added when they are called. */
export class TraceTables implements ExportTables {
  readonly containers: { name: string }[];
  readonly processes: OwnProcess[] = [];
  readonly threads: ExportThread[] = [];
  readonly functions: ExportFunction[] = [];
  readonly counters: ExportCounter[] = [];
  readonly #functionIndexes = new Map<number, number>();
  readonly #syscalls = new Numbered<string>();

  constructor(
    containers: readonly TracedContainer[],
    private readonly attribution: Attribution,
    private readonly symbols: Symboliser,
  ) {
    this.containers = containers.map(({ name }) => ({ name }));
  }

  get syscalls(): readonly string[] {
    return this.#syscalls.values;
  }

  /** Takes all threads of the range, grouped into processes. Call it once, before the other methods. */
  addThreads(threads: readonly KnownThread[]): void {
    const groups = groupBy(threads, ({ pidNs, epoch, vpid }, index) =>
      vpid < 0 ? `thread ${index}` : `${pidNs} ${epoch} ${vpid}`,
    );
    const processOf = new Map<KnownThread, number>();
    for (const group of groups.values()) {
      const process = this.processes.push(processFrom(group, this.attribution, this.symbols)) - 1;
      for (const thread of group) processOf.set(thread, process);
    }
    for (const thread of threads)
      this.threads.push({
        process: processOf.get(thread) ?? -1,
        tid: thread.tid < 0 ? null : thread.tid,
        name: thread.name,
      });
  }

  /** @param id number of the address, the same for the same address in the whole trace */
  functionOf(process: number, id: number, address: bigint, timeNs: number): number {
    const key = id * 2 ** 24 + process;
    const known = this.#functionIndexes.get(key);
    if (known !== undefined) return known;
    const { pidNs = 0, vpid = -1 } = this.processes[process] ?? {};
    const found = this.symbols.functionAt({ pidNs, vpid }, address, timeNs);
    const symbol = found.name === null && found.binary === null ? null : labelOf(found, address);
    this.#functionIndexes.set(key, this.functions.length);
    return this.functions.push({ symbol, address, file: null, line: null }) - 1;
  }

  syscallOf(name: string): number {
    return this.#syscalls.indexOf(name);
  }

  /** @returns the index of the new counter */
  addCounter(counter: ExportCounter): number {
    return this.counters.push(counter) - 1;
  }
}

function processFrom(threads: readonly KnownThread[], attribution: Attribution, symbols: Symboliser): OwnProcess {
  const [{ pidNs, vpid } = { pidNs: 0, vpid: -1 }] = threads;
  const seen = threads.filter(({ firstNs }) => !Number.isNaN(firstNs));
  const whose = attribution.whose({ pidNs, vpid, ...lifeOf(seen) });
  return {
    container: whose.kind === 'container' ? whose.container : null,
    pid: vpid < 0 ? null : vpid,
    name: processNameOf({
      ...threadNames(threads.map((one) => ({ ...one, domain: one.isKernel ? 'kernel' : 'userspace' }))),
      executable: symbols.executableOf({ pidNs, vpid }),
    }),
    pidNs,
    vpid,
  };
}
