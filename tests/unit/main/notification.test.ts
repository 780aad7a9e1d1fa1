import type { RunEvent } from '@shared/model/run-event';
import { describe, expect, it } from 'vitest';
import { type Notice, RunNotification } from '../../../src/main/notification';

const ID = '20260131-235959-0a1b2c';
const started = (title: string): RunEvent => ({ type: 'run-started', at: 0, runId: ID, title, steps: [] });
const finished = (outcome: 'kept' | 'cancelled' | 'failed', message?: string): RunEvent => ({
  type: 'run-finished',
  at: 1,
  outcome,
  traceId: null,
  error: message === undefined ? null : { code: 'command', message },
});

function told(events: RunEvent[], desktop: { wanted?: boolean; inSight?: boolean } = {}): Notice[] {
  const notices: Notice[] = [];
  const notification = new RunNotification({
    wanted: () => desktop.wanted ?? true,
    inSight: () => desktop.inSight ?? false,
    show: (notice) => notices.push(notice),
  });
  for (const event of events) notification.take(event);
  return notices;
}

describe('a notification of the run’s end', () => {
  it('comes when the window is away', () => {
    expect(told([started('ls'), finished('kept')])).toEqual([{ title: 'The recording has ended', body: 'ls' }]);
    expect(told([started('ls'), finished('failed', 'No.')])).toEqual([
      { title: 'The recording failed', body: 'ls: No.' },
    ]);
  });

  it('does not come while the window is looked at, nor unwanted, nor for a cancel, nor before the end', () => {
    expect(told([started('ls'), finished('kept')], { inSight: true })).toEqual([]);
    expect(told([started('ls'), finished('kept')], { wanted: false })).toEqual([]);
    expect(told([started('ls'), finished('cancelled')])).toEqual([]);
    expect(told([started('ls'), { type: 'stop-requested', at: 1, by: 'stop' }])).toEqual([]);
  });

  it('holds no markup, no control character and no novel', () => {
    const [notice] = told([started('<b>a</b> & \u001b[2Jb\n'), finished('failed', 'x'.repeat(1000))]);
    expect(notice?.body).toMatch(/^‹b›a‹\/b› ＆ b: x+$/);
    expect(notice?.body.length).toBeLessThanOrEqual(300);
  });
});
