import { diskFloor, refuseFullDisk } from '@core/runs/watch/disk-guard';
import { describe, expect, it } from 'vitest';

const GB = 1e9;

describe('the floor of the disk', () => {
  it('is the larger of 5 % and 2 GB, or the requested number', () => {
    expect(diskFloor({}, 10 * GB)).toBe(2 * GB);
    expect(diskFloor({}, 100 * GB)).toBe(5 * GB);
    expect(diskFloor({ diskFloorBytes: 1_048_576 }, 100 * GB)).toBe(1_048_576);
  });

  it('refuses a recording that would stop at once', () => {
    const limits = { diskFloorBytes: 2 * GB };
    refuseFullDisk({ freeBytes: 2 * GB, totalBytes: 10 * GB }, limits, '/t');
    expect(() => refuseFullDisk({ freeBytes: 2 * GB - 1, totalBytes: 10 * GB }, limits, '/t')).toThrow(
      expect.objectContaining({
        code: 'command',
        message: expect.stringMatching(/1,907 MiB .* \/t.*1,907 MiB/),
      }),
    );
  });
});
