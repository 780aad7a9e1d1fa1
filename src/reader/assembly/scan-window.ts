import { switchIn } from './find-switch';
import { Walk } from './layout-walk';
import { OK, OUT_OF_MEMORY, reserve } from './memory';
import { FORM_KERNEL, FORM_USERSPACE, formOf } from './packet-form';
import { HEADER_COMPACT, StreamRow } from './plan-rows';
import { scanEvents, UNKNOWN_THREAD } from './scan-packet';
import { Scanner } from './scanner';
import { sortRecords } from './sort-records';
import { clearSlot, WindowSlot } from './window-slot';

const REGISTERS: usize = 32;
const MARKS: usize = 16;

/** @returns 0 if there is no memory */
export function createScanner(ops: usize, streams: usize, events: usize): usize {
  const at = reserve(offsetof<Scanner>());
  const walk = reserve(offsetof<Walk>());
  const registers = reserve(REGISTERS << 3);
  const marks = reserve(MARKS << 2);
  if (at === 0 || walk === 0 || registers === 0 || marks === 0) return 0;
  const scanner = changetype<Scanner>(at);
  scanner.streams = streams;
  scanner.events = events;
  scanner.walk = changetype<Walk>(walk);
  scanner.walk.ops = ops;
  scanner.walk.registers = registers;
  scanner.walk.marks = marks;
  scanner.counted = 0;
  return at;
}

export function setBins(address: usize, fromNs: f64, widthNs: f64, count: u32): void {
  const scanner = changetype<Scanner>(address);
  scanner.binsFromNs = fromNs;
  scanner.binWidthNs = widthNs;
  scanner.binCount = count;
}

/** Selects the event classes that a scan without records counts. @param counted a byte for each class; 0: all */
export function setCounted(address: usize, counted: usize): void {
  changetype<Scanner>(address).counted = counted;
}

/** Begins to scan a window into a slot. */
export function beginWindow(address: usize, slot: usize, fromNs: f64, toNs: f64, isCounted: u32): void {
  const scanner = changetype<Scanner>(address);
  clearSlot(slot);
  scanner.slot = changetype<WindowSlot>(slot);
  scanner.fromNs = fromNs;
  scanner.toNs = toNs;
  scanner.isCounted = isCounted;
}

/** Names the packet that is scanned next. Its bytes are at `buffer`. */
export function setPacket(
  address: usize,
  packet: u32,
  file: u32,
  cpu: i32,
  streamRow: u32,
  buffer: usize,
  contentBytes: u32,
): void {
  const scanner = changetype<Scanner>(address);
  scanner.packet = packet;
  scanner.file = file;
  scanner.cpu = cpu;
  scanner.stream = changetype<StreamRow>(scanner.streams + <usize>streamRow * offsetof<StreamRow>());
  scanner.walk.packet = buffer;
  scanner.walk.limit = buffer + contentBytes;
  scanner.begin = buffer + scanner.stream.firstEventBytes;
  scanner.limit = buffer + contentBytes;
}

export function setPacketTimes(
  address: usize,
  clockNs: f64,
  clockLow: u32,
  originLow: f64,
  originHigh: f64,
  originNs: f64,
  beginNs: f64,
  endNs: f64,
): void {
  const scanner = changetype<Scanner>(address);
  scanner.clockNs = clockNs;
  scanner.clockLow = clockLow;
  scanner.originLow = originLow;
  scanner.originHigh = originHigh;
  scanner.originNs = originNs;
  scanner.beginNs = beginNs;
  scanner.endNs = endNs;
}

/** Scans the packet. @param running see `scanEvents` @returns OK or OUT_OF_MEMORY */
export function scanPacket(address: usize, isFull: u32, running: i32): u32 {
  const scanner = changetype<Scanner>(address);
  if (scanner.stream.header === HEADER_COMPACT)
    return isFull ? scanInForm<i32, i32>(scanner, running) : scanInForm<i32, f32>(scanner, running);
  return isFull ? scanInForm<f32, i32>(scanner, running) : scanInForm<f32, f32>(scanner, running);
}

function scanInForm<H, F>(scanner: Scanner, running: i32): u32 {
  const form = formOf(scanner, isInteger<F>() && running !== UNKNOWN_THREAD);
  if (form === FORM_USERSPACE) return scanEvents<H, F, i32>(scanner, running);
  return form === FORM_KERNEL ? scanEvents<H, F, u32>(scanner, running) : scanEvents<H, F, f32>(scanner, running);
}

/** Puts the records of the window in order. @returns OK or OUT_OF_MEMORY */
export function endWindow(address: usize): u32 {
  return sortRecords(changetype<Scanner>(address).slot) ? OK : OUT_OF_MEMORY;
}

/**
 * The thread that runs on the packet's CPU by its sched_switch events.
 * @param isLast 0: the previous thread of the first; 1: the next thread of the last
 * @returns the thread id; -1 without a sched_switch
 */
export function findSwitch(address: usize, isLast: u32): i32 {
  const scanner = changetype<Scanner>(address);
  return scanner.stream.header === HEADER_COMPACT
    ? switchIn<i32>(scanner, isLast !== 0)
    : switchIn<f32>(scanner, isLast !== 0);
}
