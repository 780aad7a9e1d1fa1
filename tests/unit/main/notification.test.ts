import type { RunEvent } from '@shared/model/run-event';
import { describe, expect, it } from 'vitest';
import { type Notice, RunNotification, TITLES } from '../../../src/main/notification';

const ID = '20260131-235959-0a1b2c';
const started = (title: string): RunEvent => ({ type: 'run-started', at: 0, runId: ID, title, steps: [] });
const finished = (outcome: 'kept' | 'cancelled' | 'failed', message?: string): RunEvent => ({
  type: 'run-finished',
  at: 1,
  outcome,
  traceId: null,
  error: message === undefined ? null : { code: 'command', message },
});

function noticesOf(events: RunEvent[], desktop: { wanted?: boolean; inSight?: boolean } = {}): Notice[] {
  const notices: Notice[] = [];
  const notification = new RunNotification({
    wanted: () => desktop.wanted ?? true,
    inSight: () => desktop.inSight ?? false,
    show: (notice) => notices.push(notice),
  });
  for (const event of events) notification.handle(event);
  return notices;
}

describe('the notification of a run’s end', () => {
  it('is shown when the window is not in sight', () => {
    expect(noticesOf([started('ls'), finished('kept')])).toEqual([{ title: TITLES.kept, body: 'ls' }]);
    expect(noticesOf([started('ls'), finished('failed', 'No.')])).toEqual([{ title: TITLES.failed, body: 'ls: No.' }]);
  });

  it('is not shown while the window is in sight, when disabled, for a cancelled run, or before the end', () => {
    expect(noticesOf([started('ls'), finished('kept')], { inSight: true })).toEqual([]);
    expect(noticesOf([started('ls'), finished('kept')], { wanted: false })).toEqual([]);
    expect(noticesOf([started('ls'), finished('cancelled')])).toEqual([]);
    expect(noticesOf([started('ls'), { type: 'stop-requested', at: 1, by: 'stop' }])).toEqual([]);
  });

  it('contains no markup and no control characters, and is short', () => {
    const [notice] = noticesOf([started('<b>a</b> & \u001b[2Jb\n'), finished('failed', 'x'.repeat(1000))]);
    expect(notice?.body).toMatch(/^‹b›a‹\/b› ＆ b: x+$/);
    expect(notice?.body.length).toBeLessThanOrEqual(300);
  });
});
