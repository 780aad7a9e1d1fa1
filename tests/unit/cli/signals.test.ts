import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ONE_REQUEST_MS, onSignals, type StopSignal } from '../../../src/cli/signals';

const listenersBefore = process.listenerCount('SIGINT');
let received: StopSignal[];
let announced: number;
let release: () => void;

/** Uses fake timers, so that time passes only when a test advances it. */
beforeEach(() => {
  vi.useFakeTimers();
  received = [];
  announced = 0;
  release = onSignals((signal) => received.push(signal), {
    now: () => Date.now(),
    onNextCounts: () => {
      announced += 1;
    },
  });
});
afterEach(() => {
  release();
  vi.advanceTimersByTime(ONE_REQUEST_MS);
  vi.useRealTimers();
});

const deliver = (signal: StopSignal = 'SIGINT'): boolean => process.emit(signal, signal);

describe('signals that end the command line', () => {
  it('counts an interrupt once, however often it is delivered within a moment', () => {
    deliver();
    deliver();
    vi.advanceTimersByTime(ONE_REQUEST_MS - 1);
    deliver();
    expect(received).toEqual(['SIGINT']);
  });

  it('counts a later interrupt as a second one, also while copies arrive without a pause', () => {
    for (let ms = 0; ms <= ONE_REQUEST_MS; ms += ONE_REQUEST_MS / 4) {
      deliver();
      vi.advanceTimersByTime(ONE_REQUEST_MS / 4);
    }
    expect(received).toEqual(['SIGINT', 'SIGINT']);
  });

  it('announces once that the next interrupt counts, and only when it does', () => {
    deliver();
    vi.advanceTimersByTime(ONE_REQUEST_MS - 1);
    expect(announced).toBe(0);
    vi.advanceTimersByTime(1);
    expect(announced).toBe(1);
    deliver();
    vi.advanceTimersByTime(2 * ONE_REQUEST_MS);
    expect({ received: received.length, announced }).toEqual({ received: 2, announced: 1 });
  });

  it('counts the signals of a closed terminal and its shell as one', () => {
    deliver('SIGHUP');
    deliver('SIGTERM');
    expect(received).toEqual(['SIGHUP']);
  });

  it('ignores late copies after the release, and has the default effect for every later signal', () => {
    deliver();
    release();
    expect(deliver()).toBe(true);
    expect(received).toEqual(['SIGINT']);
    vi.advanceTimersByTime(ONE_REQUEST_MS);
    expect(process.listenerCount('SIGINT')).toBe(listenersBefore);
  });
});
