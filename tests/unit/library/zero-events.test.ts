import { zeroEvents } from '@core/library/zero-events';
import type { TraceRecord } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { configOf, recordOf } from '../setup/configs';

const nothing = (change: Partial<TraceRecord> = {}): TraceRecord => recordOf({ events: 0, ...change });

describe('the likely cause of a trace without events', () => {
  it('is what the look into the image had found', () => {
    const warnings = [
      { code: 'lost', message: 'Dropped.' },
      { code: 'other-socket', message: 'They do not meet.', hint: 'Use another base image.' },
    ];
    expect(zeroEvents(nothing({ warnings }))[0]).toMatchObject({
      code: 'no-events',
      message: 'The trace holds no events.',
      hint: 'The likely cause: They do not meet. Use another base image.',
    });
  });

  it('is a program that was not instrumented, for function calls', () => {
    expect(zeroEvents(nothing())[0]?.hint).toContain('-finstrument-functions');
  });

  it('is a command that did not run', () => {
    expect(zeroEvents(nothing({ exitCode: 127 }))[0]?.hint).toContain('status 127');
  });

  it('is a pattern that matches nothing, else', () => {
    const config = configOf({ recording: { events: [{ pattern: 'my:*' }] } });
    expect(zeroEvents(nothing({ config }))[0]?.hint).toContain('patterns match');
  });
});

describe('a trace of two recordings', () => {
  const [userspace] = recordOf().recordings;
  if (!userspace) throw new Error('a record has a recording');
  const two = (kernelEvents: number, userspaceEvents: number): TraceRecord =>
    recordOf({
      events: kernelEvents + userspaceEvents,
      recordings: [
        { ...userspace, domain: 'kernel', events: kernelEvents },
        { ...userspace, events: userspaceEvents },
      ],
    });

  it('says which of them is empty, and its cause', () => {
    expect(zeroEvents(two(5, 0))).toEqual([
      {
        code: 'no-events',
        message: 'The userspace recording holds no events.',
        hint: expect.stringContaining('-finstrument-functions'),
      },
    ]);
    expect(zeroEvents(two(0, 5)).map(({ message }) => message)).toEqual(['The kernel recording holds no events.']);
    expect(zeroEvents(two(5, 5))).toEqual([]);
  });

  it('is empty as a whole when both are', () => {
    expect(zeroEvents(two(0, 0))).toEqual([
      expect.objectContaining({ message: 'The trace holds no events.', hint: expect.stringContaining(' And: ') }),
    ]);
  });

  it('of the kernel alone tells nothing of programs', () => {
    const record = two(0, 0);
    const [hint] = zeroEvents({ ...record, recordings: record.recordings.slice(0, 1) }).map((warning) => warning.hint);
    expect(hint).toContain('happened in the kernel');
    expect(hint).not.toContain('-finstrument-functions');
  });
});
