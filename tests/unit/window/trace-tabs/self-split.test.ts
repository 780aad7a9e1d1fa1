import { describe, expect, it } from 'vitest';
import { runningShare, selfSplits, splitText } from '../../../../src/renderer/views/trace/functions/self-split';

const splits = selfSplits({
  keys: ['1:a0', '1:b0'],
  runningNs: Float64Array.of(8e6, 0),
  waitingNs: Float64Array.of(1e6, 0),
  blockedNs: Float64Array.of(1e6, 0),
});

describe('self time by what the threads did', () => {
  it('is found by the key of the function', () => {
    expect(splits.get('1:a0')).toEqual({ runningNs: 8e6, waitingNs: 1e6, blockedNs: 1e6 });
    expect(splits.get('2:a0')).toBeUndefined();
  });

  it('is drawn as the share in which the threads ran', () => {
    expect(runningShare(splits.get('1:a0'))).toBe(0.8);
    expect(runningShare(splits.get('1:b0'))).toBeNull();
    expect(runningShare(undefined)).toBeNull();
  });

  it('is said with all three times', () => {
    expect(splitText({ runningNs: 8e6, waitingNs: 1e6, blockedNs: 2e6 })).toMatch(/8.*1.*2/);
  });
});
