import { LaterWrite } from '@core/trace-view/opened/later-write';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('a later write', () => {
  let written = 0;
  const write = async (): Promise<void> => void written++;
  beforeEach(() => {
    written = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('begins after a while', () => {
    new LaterWrite(write, 300, new AbortController().signal);
    vi.advanceTimersByTime(299);
    expect(written).toBe(0);
    vi.advanceTimersByTime(1);
    expect(written).toBe(1);
  });

  it('begins at once when it is needed, and once only', async () => {
    const later = new LaterWrite(write, 300, new AbortController().signal);
    await Promise.all([later.done(), later.done()]);
    vi.advanceTimersByTime(300);
    expect(written).toBe(1);
  });

  it('does not begin by itself after the trace was closed', () => {
    const closing = new AbortController();
    new LaterWrite(write, 300, closing.signal);
    closing.abort();
    vi.advanceTimersByTime(300);
    expect(written).toBe(0);
  });
});
