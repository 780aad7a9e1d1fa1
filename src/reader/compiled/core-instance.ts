import { coreBase64 } from 'virtual:reader-core';

/** What the compiled core exports, see the sources in `assembly`. Addresses and sizes are bytes; an address of 0 is "no memory". */
export interface CoreExports {
  reserve(bytes: number): number;
  reserved(): number;
  createScanner(ops: number, streams: number, events: number): number;
  createSlot(classCount: number, densityCells: number, secret: bigint): number;
  setBins(scanner: number, fromNs: number, widthNs: number, count: number): void;
  /** @param counted a byte for each event class; 0: all are counted */
  setCounted(scanner: number, counted: number): void;
  beginWindow(scanner: number, slot: number, fromNs: number, toNs: number, isCounted: number): void;
  setPacket(
    scanner: number,
    packet: number,
    file: number,
    cpu: number,
    streamRow: number,
    buffer: number,
    contentBytes: number,
  ): void;
  setPacketTimes(
    scanner: number,
    clockNs: number,
    clockLow: number,
    originLow: number,
    originHigh: number,
    originNs: number,
    beginNs: number,
    endNs: number,
  ): void;
  /** @returns 0, or 1 if there is no memory */
  scanPacket(scanner: number, isFull: number, running: number): number;
  findSwitch(scanner: number, isLast: number): number;
  /** @returns 0, or 1 if there is no memory */
  endWindow(scanner: number): number;
  /** Reports a packet that cannot be read. @returns 0 if there is no memory */
  addDamage(slot: number, packet: number, position: number): number;
  /** @param blockedIn a state by event class, a byte each */
  createAnalysis(blockedIn: number, secret: bigint): number;
  /** @returns 0 if there is no memory */
  addThread(analysis: number, process: number, tid: number, losses: number, lossCount: number): number;
  /** Makes an analysis draw. @returns the address of the picture */
  createPicture(analysis: number, fromNs: number, widthNs: number, mostLanes: number): number;
  clearPictureRows(picture: number): void;
  /** @returns 0, or 1 if there is no memory */
  drawThread(analysis: number, thread: number, isDrawn: number): number;
  endPicture(analysis: number, openEnds: number): void;
  /** @returns 0, or 1 if there is no memory */
  flushPicture(analysis: number): number;
  selectThread(analysis: number, thread: number, isSelected: number): void;
  /** @returns 0, or 1 if there is no memory */
  analyseSlot(analysis: number, slot: number, threads: number): number;
  /** @returns 0, or 1 if there is no memory */
  restartAnalysis(analysis: number, fromNs: number): number;
  restoreThread(
    analysis: number,
    thread: number,
    state: number,
    cpu: number,
    syscall: number,
    syscallNs: number,
    ignored: number,
  ): void;
  /** @returns 0, or 1 if there is no memory */
  restoreCall(analysis: number, thread: number, beginNs: number, address: bigint): number;
  /** @returns 0, or 1 if there is no memory */
  finishAnalysis(analysis: number, toNs: number, lastNs: number): number;
}

/** 64 KiB, the unit of WebAssembly memories. */
const PAGE_BYTES = 65_536;
/** Where the core begins; the same as `--initialMemory` of scripts/build/compile-assembly.mjs. */
const FIRST_PAGES = 16;
/** A larger memory would let the sum of an address and two sizes exceed 32 bits, see `LARGEST_SIZE` of core-plan.ts. */
export const MOST_MEMORY_BYTES = 2 ** 30;

let module: WebAssembly.Module | undefined;

/**
 * The compiled core, compiled once in a process. Workers of a pass get this module and compile nothing. The engine optimises functions
 * of a module while they run, so a later pass begins with optimised code.
 */
export function coreModule(): WebAssembly.Module {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(coreBase64), (char) => char.charCodeAt(0)));
  return module;
}

/**
 * The memory of one pass, shared by all instances of the pass. It begins with 1 MiB.
 * @param maximumBytes at most MOST_MEMORY_BYTES; the core reports an error code where it needs more
 */
export function createCoreMemory(maximumBytes = MOST_MEMORY_BYTES): WebAssembly.Memory {
  const maximum = Math.max(FIRST_PAGES, Math.floor(Math.min(MOST_MEMORY_BYTES, maximumBytes) / PAGE_BYTES));
  return new WebAssembly.Memory({ initial: FIRST_PAGES, maximum, shared: true });
}

export function createCoreInstance(module: WebAssembly.Module, memory: WebAssembly.Memory): CoreExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as CoreExports;
}
