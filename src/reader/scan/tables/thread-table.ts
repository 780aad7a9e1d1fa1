import { grown } from '../../grown';
import { HASH_FACTOR, SECOND_HASH_FACTOR } from '../../hash-secret';
import { NAME_BYTES, NAME_SOURCE, type ScanThreads } from '../scan-result';

const FIRST_CAPACITY = 64;

/** The threads of one window, numbered in the order in which they are met. */
export class ThreadTable {
  count = 0;
  #capacity = FIRST_CAPACITY;
  #kind = new Uint8Array(FIRST_CAPACITY);
  #pidNs = new Uint32Array(FIRST_CAPACITY);
  #vpid = new Int32Array(FIRST_CAPACITY);
  #tid = new Int32Array(FIRST_CAPACITY);
  #leaf = new Uint32Array(FIRST_CAPACITY);
  #events = new Uint32Array(FIRST_CAPACITY);
  #firstNs = new Float64Array(FIRST_CAPACITY);
  #lastNs = new Float64Array(FIRST_CAPACITY);
  #contextNs = new Float64Array(FIRST_CAPACITY);
  #contextPidNs = new Uint32Array(FIRST_CAPACITY);
  #contextVpid = new Int32Array(FIRST_CAPACITY);
  #nameSource = new Uint8Array(FIRST_CAPACITY);
  #nameNs = new Float64Array(FIRST_CAPACITY);
  #names = new Uint8Array(FIRST_CAPACITY * NAME_BYTES);
  /** Index + 1 of a thread by its hash; 0: free. */
  #slots = new Uint32Array(4 * FIRST_CAPACITY);

  clear(): void {
    this.count = 0;
    this.#slots.fill(0);
    this.#names.fill(0);
  }

  /** @returns the index of the thread, which is added if it is new */
  find(kind: number, pidNs: number, vpid: number, tid: number, leaf: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(kind, pidNs, vpid, tid) & mask;
    for (;;) {
      const index = (this.#slots[slot] as number) - 1;
      if (index < 0) return this.#add(slot, kind, pidNs, vpid, tid, leaf);
      if (
        this.#tid[index] === tid &&
        this.#vpid[index] === vpid &&
        this.#pidNs[index] === pidNs &&
        this.#kind[index] === kind
      ) {
        return index;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Counts events of a thread that follow each other in a packet. Their times ascend. */
  addEvents(thread: number, count: number, firstNs: number, lastNs: number): void {
    this.#events[thread] = (this.#events[thread] as number) + count;
    if (!(firstNs >= (this.#firstNs[thread] as number))) this.#firstNs[thread] = firstNs;
    if (!(lastNs < (this.#lastNs[thread] as number))) this.#lastNs[thread] = lastNs;
  }

  /** Contexts of the latest event stay, of equal times those that came last. */
  setContexts(thread: number, timeNs: number, pidNs: number, vpid: number): void {
    if (timeNs < (this.#contextNs[thread] as number)) return;
    this.#contextNs[thread] = timeNs;
    this.#contextPidNs[thread] = pidNs;
    this.#contextVpid[thread] = vpid;
  }

  /** @param source a value of NAME_SOURCE other than none */
  wantsName(thread: number, source: number, timeNs: number): boolean {
    const known = this.#nameSource[thread] as number;
    return source > known || (source === known && timeNs >= (this.#nameNs[thread] as number));
  }

  /** Copies a name up to its first byte 0. */
  setName(thread: number, source: number, timeNs: number, from: Uint8Array, at: number, bytes: number): void {
    this.#nameSource[thread] = source;
    this.#nameNs[thread] = timeNs;
    const names = this.#names;
    const to = thread * NAME_BYTES;
    const limit = Math.min(bytes, NAME_BYTES);
    let length = 0;
    for (; length < limit; length++) {
      const byte = from[at + length] as number;
      if (byte === 0) break;
      names[to + length] = byte;
    }
    names.fill(0, to + length, to + NAME_BYTES);
  }

  columns(): ScanThreads {
    const { count } = this;
    return {
      count,
      kind: this.#kind.slice(0, count),
      pidNs: this.#pidNs.slice(0, count),
      vpid: this.#vpid.slice(0, count),
      tid: this.#tid.slice(0, count),
      leaf: this.#leaf.slice(0, count),
      events: this.#events.slice(0, count),
      firstNs: this.#firstNs.slice(0, count),
      lastNs: this.#lastNs.slice(0, count),
      contextPidNs: this.#contextPidNs.slice(0, count),
      contextVpid: this.#contextVpid.slice(0, count),
      nameSource: this.#nameSource.slice(0, count),
      nameNs: this.#nameNs.slice(0, count),
      names: this.#names.slice(0, count * NAME_BYTES),
    };
  }

  #add(slot: number, kind: number, pidNs: number, vpid: number, tid: number, leaf: number): number {
    const index = this.count++;
    if (index === this.#capacity) this.#grow();
    this.#kind[index] = kind;
    this.#pidNs[index] = pidNs;
    this.#vpid[index] = vpid;
    this.#tid[index] = tid;
    this.#leaf[index] = leaf;
    this.#events[index] = 0;
    this.#firstNs[index] = Number.NaN;
    this.#lastNs[index] = Number.NaN;
    this.#contextNs[index] = Number.NEGATIVE_INFINITY;
    this.#contextPidNs[index] = 0;
    this.#contextVpid[index] = -1;
    this.#nameSource[index] = NAME_SOURCE.none;
    this.#nameNs[index] = Number.NaN;
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    else this.#slots[slot] = index + 1;
    return index;
  }

  #grow(): void {
    this.#capacity *= 2;
    const capacity = this.#capacity;
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#pidNs = grown(this.#pidNs, new Uint32Array(capacity));
    this.#vpid = grown(this.#vpid, new Int32Array(capacity));
    this.#tid = grown(this.#tid, new Int32Array(capacity));
    this.#leaf = grown(this.#leaf, new Uint32Array(capacity));
    this.#events = grown(this.#events, new Uint32Array(capacity));
    this.#firstNs = grown(this.#firstNs, new Float64Array(capacity));
    this.#lastNs = grown(this.#lastNs, new Float64Array(capacity));
    this.#contextNs = grown(this.#contextNs, new Float64Array(capacity));
    this.#contextPidNs = grown(this.#contextPidNs, new Uint32Array(capacity));
    this.#contextVpid = grown(this.#contextVpid, new Int32Array(capacity));
    this.#nameSource = grown(this.#nameSource, new Uint8Array(capacity));
    this.#nameNs = grown(this.#nameNs, new Float64Array(capacity));
    this.#names = grown(this.#names, new Uint8Array(capacity * NAME_BYTES));
  }

  #growSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      const [kind, pidNs, vpid, tid] = [this.#kind[index], this.#pidNs[index], this.#vpid[index], this.#tid[index]];
      let slot = hashOf(kind as number, pidNs as number, vpid as number, tid as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

function hashOf(kind: number, pidNs: number, vpid: number, tid: number): number {
  const mixed = Math.imul(
    tid ^ Math.imul(pidNs, SECOND_HASH_FACTOR) ^ Math.imul(vpid + 1, HASH_FACTOR) ^ kind,
    HASH_FACTOR,
  );
  return mixed ^ (mixed >>> 15);
}
