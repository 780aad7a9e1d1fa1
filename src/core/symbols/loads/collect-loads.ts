import { fileKey, SYMBOL_BOUNDS } from '../file/symbol-file';
import type { LoadEvent } from './load-events';
import type { Fork, LoadedFile, LoadMap, ProcessLoads } from './load-map';

/** A mapping whose file can still get its build id. */
interface Draft {
  file: LoadedFile;
  base: number;
  fromNs: number;
  toNs: number;
}

interface ProcessDraft {
  pidNs: number;
  vpid: number;
  lists: number;
  mappings: Draft[];
  /** Those of `mappings` that have no end yet. */
  inMemory: Set<Draft>;
}

/** Far more than any program has in memory at a time, so that a hostile trace costs no more than its length times this. */
const MOST_IN_MEMORY = 4_096;

/** Collects load events, in the order of time, into a map of the memory of all processes. */
export class LoadCollector {
  readonly #processes = new Map<string, ProcessDraft>();
  readonly #forks: Fork[] = [];
  #mappings = 0;

  /** Events beyond the bounds of a symbol file are left out. */
  add(event: LoadEvent): void {
    if (event.kind === 'fork') {
      const { atNs, pidNs, vpid, child } = event;
      if (this.#forks.length < SYMBOL_BOUNDS.forks && isStorable(child) && isStorable(event))
        this.#forks.push({ atNs, parent: { pidNs, vpid }, child });
      return;
    }
    const process = this.#processOf(event);
    if (!process) return;
    if (event.kind === 'list-begins') {
      process.lists += 1;
      endAt(event.atNs, process, process.inMemory);
    } else if (event.kind === 'load') this.#load(process, event);
    else this.#change(process, event);
  }

  /** @param beginNs the zero of the events' times */
  map(beginNs: bigint): LoadMap {
    const files = new Map<string, { file: LoadedFile; index: number }>();
    const indexOf = (file: LoadedFile): number | undefined => {
      const known = files.get(fileKey(file));
      if (known) return known.index;
      if (files.size >= SYMBOL_BOUNDS.files) return undefined;
      files.set(fileKey(file), { file, index: files.size });
      return files.size - 1;
    };
    const processes = [...this.#processes.values()].map(
      ({ pidNs, vpid, lists, mappings }): ProcessLoads => ({
        ...{ pidNs, vpid, lists },
        mappings: mappings.flatMap(({ file, ...mapping }) => {
          const index = indexOf(file);
          return index === undefined ? [] : [{ ...mapping, file: index }];
        }),
      }),
    );
    return { beginNs, files: [...files.values()].map(({ file }) => file), processes, forks: this.#forks };
  }

  #processOf({ pidNs, vpid }: Pick<LoadEvent, 'pidNs' | 'vpid'>): ProcessDraft | undefined {
    const key = `${pidNs} ${vpid}`;
    const known = this.#processes.get(key);
    if (known || !isStorable({ pidNs, vpid }) || this.#processes.size >= SYMBOL_BOUNDS.processes) return known;
    const process = { pidNs, vpid, lists: 0, mappings: [], inMemory: new Set<Draft>() };
    this.#processes.set(key, process);
    return process;
  }

  #load(process: ProcessDraft, { atNs, base, path, memoryBytes }: Extract<LoadEvent, { kind: 'load' }>): void {
    const { mappings, inMemory } = process;
    if (this.#mappings >= SYMBOL_BOUNDS.mappings || mappings.length >= SYMBOL_BOUNDS.mappingsOfProcess) return;
    if (inMemory.size >= MOST_IN_MEMORY || Buffer.byteLength(path) > SYMBOL_BOUNDS.pathBytes) return;
    const overlapping = [...inMemory].filter(
      (one) => one.base < base + memoryBytes && base < one.base + one.file.memoryBytes,
    );
    // dlopen is reported twice: by the function, and by the list of loaded libraries.
    if (overlapping.some(({ file, base: at }) => file.path === path && at === base && file.memoryBytes === memoryBytes))
      return;
    endAt(atNs, process, overlapping);
    const file = { path, memoryBytes, buildId: null, debugLink: null };
    const mapping = { file, base, fromNs: atNs, toNs: Number.POSITIVE_INFINITY };
    mappings.push(mapping);
    inMemory.add(mapping);
    this.#mappings += 1;
  }

  #change(process: ProcessDraft, event: Extract<LoadEvent, { kind: 'build-id' | 'debug-link' | 'unload' }>): void {
    const mapping = [...process.inMemory].findLast(({ base }) => base === event.base);
    if (!mapping) return;
    if (event.kind === 'unload') endAt(event.atNs, process, [mapping]);
    else if (event.kind === 'build-id') mapping.file.buildId = event.buildId;
    else if (Buffer.byteLength(event.name) <= SYMBOL_BOUNDS.pathBytes && event.crc <= 0xffffffff)
      mapping.file.debugLink = { name: event.name, crc: event.crc };
  }
}

const isStorable = ({ pidNs, vpid }: { pidNs: number; vpid: number }): boolean =>
  pidNs <= SYMBOL_BOUNDS.pidNs && vpid < SYMBOL_BOUNDS.vpid;

function endAt(atNs: number, { inMemory }: ProcessDraft, mappings: Iterable<Draft>): void {
  for (const mapping of [...mappings]) {
    mapping.toNs = atNs;
    inMemory.delete(mapping);
  }
}
