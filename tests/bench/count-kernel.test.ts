import { EventCounter } from '@core/library/event-counter';
import { expect, it } from 'vitest';
import { printFigures, spread } from './setup/figures';

const EVENTS = 2_000_000;
const ROUNDS = 3;
const PIECE_CHARS = 65_536;
const HOST_NS = 4026531836;
const CONTAINER_NS = 4026532230;

/** A second of a machine with a container in it as babeltrace2 prints it: one process in five is the container's. */
function kernelText(events: number): string {
  const lines: string[] = [];
  for (let n = 0; n < events; n += 1) {
    const ofContainer = n % 5 === 0;
    const pid = 100 + (n % 37);
    const context = `{ pid_ns = ${ofContainer ? CONTAINER_NS : HOST_NS}, vpid = ${pid}, vtid = ${pid}, procname = "process-${pid}", cgroup_ns = 4026532282, mnt_ns = 4026532227, net_ns = 4026532231, ipc_ns = 4026532229, user_ns = 4026531837, uts_ns = 4026532228 }`;
    lines.push(
      `[1795399606.${String(n).padStart(9, '0')}] kernel sched_switch: stream.packet.context = { cpu_id = ${n % 2} }, stream.event.context = ${context}, event.fields = { prev_comm = "process-${pid}", prev_tid = ${pid}, prev_prio = 20, prev_state = 0, next_comm = "a \\"name\\"", next_tid = 279, next_prio = 20 }`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** babeltrace2 takes about 6 µs per event on the author's machine. A faster counter adds no time. */
it(`counts ${EVENTS} events of the kernel out of babeltrace2's text`, () => {
  const second = kernelText(50_000);
  const perSecond: number[] = [];
  const grownMb: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const counter = new EventCounter([1_795_399_606_000]);
    const heapBefore = process.memoryUsage().heapUsed;
    const began = performance.now();
    for (let events = 0; events < EVENTS; events += 50_000)
      for (let at = 0; at < second.length; at += PIECE_CHARS) counter.addText(second.slice(at, at + PIECE_CHARS));
    perSecond.push(EVENTS / ((performance.now() - began) / 1000) / 1000);
    grownMb.push((process.memoryUsage().heapUsed - heapBefore) / 1e6);
    expect(counter.count().events.kernel).toBe(EVENTS);
  }
  printFigures(`counting ${EVENTS} events of the kernel, ${ROUNDS} rounds: median (min–max)`, [
    ['thousand events a second', spread(perSecond)],
    ['growth of the heap, MB', spread(grownMb)],
  ]);
});
