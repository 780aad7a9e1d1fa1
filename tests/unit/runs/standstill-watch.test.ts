import { type Clocks, machineClocks, SteadyClock } from '@core/runs/watch/clocks';
import { StandstillWatch } from '@core/runs/watch/standstill-watch';
import type { Warning } from '@shared/model/trace-record';
import { beforeEach, describe, expect, it } from 'vitest';

const MINUTE = 60_000;

/** Stand-ins for the clocks of the machine, which a test cannot stop or set. */
class FakeClocks implements Clocks {
  monotonic = 5_000;
  boottime: number | undefined = 9_000;
  wall = Date.parse('2026-03-01T12:00:00.000Z');
  monotonicMs = () => this.monotonic;
  boottimeMs = () => this.boottime;
  wallMs = () => this.wall;

  pass(ms: number): void {
    this.monotonic += ms;
    this.sleep(ms);
  }
  sleep(ms: number): void {
    if (this.boottime !== undefined) this.boottime += ms;
    this.wall += ms;
  }
}

let clocks = new FakeClocks();
const told: Warning[] = [];
beforeEach(() => {
  clocks = new FakeClocks();
  told.length = 0;
});

function watched(work: (watch: StandstillWatch) => void): string[] {
  const watch = new StandstillWatch((warning) => told.push(warning), clocks);
  watch.begin();
  work(watch);
  watch.end();
  return told.map(({ code }) => code);
}

describe('the watch on a recording', () => {
  it('says nothing while the clocks agree', () => {
    expect(
      watched((watch) => {
        for (let n = 0; n < 100; n += 1) {
          clocks.pass(1_010);
          watch.look();
        }
        clocks.pass(5_500); // a busy machine
      }),
    ).toEqual([]);
  });

  it('reports that the machine slept, for how long and until when', () => {
    expect(watched(() => clocks.sleep(8 * MINUTE))).toEqual(['machine-slept']);
    expect(told[0]?.message).toMatch(/8 min .*2026-03-01 12:08:00 UTC/);
  });

  it('reports that only this process, or a virtual machine with running clocks, stood still', () => {
    expect(watched(() => clocks.pass(40_000))).toEqual(['standstill']);
    expect(told[0]?.message).toMatch(/40 s .*12:00:40 UTC/);
  });

  it.each([
    [3_600_000, 'forward'],
    [-3_600_000, 'back'],
  ])('reports a wall clock that was set by %i ms', (ms, direction) => {
    expect(
      watched((watch) => {
        clocks.pass(1_000);
        watch.look();
        clocks.wall += ms;
      }),
    ).toEqual(['clock-set']);
    expect(told[0]?.message).toContain(direction);
  });

  it('reports each of them once, also when it is ended twice and looks afterwards', () => {
    expect(
      watched((watch) => {
        clocks.sleep(MINUTE);
        watch.look();
        watch.look();
        watch.end();
        clocks.sleep(MINUTE);
        watch.look();
      }),
    ).toEqual(['machine-slept']);
  });

  it('reports a standstill, but no sleep, where the time since boot is unknown', () => {
    clocks.boottime = undefined;
    expect(watched(() => clocks.pass(MINUTE))).toEqual(['standstill']);
  });

  it('writes a bounded number of warnings', () => {
    const codes = watched((watch) => {
      for (let n = 0; n < 1_000; n += 1) {
        clocks.sleep(MINUTE);
        watch.look();
      }
    });
    expect(codes.length).toBeLessThan(100);
  });
});

describe('the clock of a run', () => {
  it('is the wall clock at its start, and no later change of it or of the time zone', () => {
    const started = clocks.wall;
    const clock = new SteadyClock(clocks);
    clocks.pass(5_000);
    clocks.wall -= 3_600_000;
    expect(clock.nowMs()).toBe(started + 5_000);
  });

  it('reads the clocks of this machine', () => {
    const clock = new SteadyClock();
    expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(1_000);
    expect(machineClocks.boottimeMs()).toBeGreaterThan(0);
  });
});
