import { awakeLimit, awakeTimer } from '@shared/model/awake-timer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** This process runs: its timers fire in time. */
function run(ms: number): void {
  for (let passed = 0; passed < ms; passed += 100) {
    nowMs += 100;
    vi.advanceTimersByTime(100);
  }
}

/** A stand-in for SIGSTOP and SIGCONT of this process: the monotonic clock continued, and no timer fired. */
const standStill = (ms: number): void => {
  nowMs += ms;
};

describe('a timer that counts the time in which this process runs', () => {
  const fired = vi.fn();
  afterEach(() => fired.mockReset());

  it('fires after its time, and not before', () => {
    awakeTimer(fired, 5_000);
    run(4_900);
    expect(fired).not.toHaveBeenCalled();
    run(100);
    expect(fired).toHaveBeenCalledOnce();
    run(10_000);
    expect(fired).toHaveBeenCalledOnce();
  });

  it.each([600_000, 3_500])('gives a peer the whole time again after a standstill of %i ms', (ms) => {
    awakeTimer(fired, 5_000);
    run(4_500);
    standStill(ms);
    run(5_000);
    expect(fired).not.toHaveBeenCalled();
    run(600);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('continues with the rest of a duration after a standstill', () => {
    awakeTimer(fired, 5_000, { afterwards: 'rest' });
    run(3_000);
    standStill(600_000);
    run(1_900);
    expect(fired).not.toHaveBeenCalled();
    run(200);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('counts a delay by work of this process', () => {
    awakeTimer(fired, 5_000);
    run(4_500);
    standStill(1_500);
    run(500);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('does not fire after it was cleared, and begins again after a restart', () => {
    const timer = awakeTimer(fired, 2_000);
    run(1_900);
    timer.restart();
    run(1_900);
    expect(fired).not.toHaveBeenCalled();
    timer.clear();
    run(5_000);
    expect(fired).not.toHaveBeenCalled();
  });

  it('is also a signal', () => {
    const limit = awakeLimit(1_000);
    expect(limit.isOver).toBe(false);
    run(1_000);
    expect(limit.isOver).toBe(true);
    expect(limit.signal.aborted).toBe(true);
  });
});
