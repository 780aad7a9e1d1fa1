import { zeroEvents } from '@core/library/zero-events';
import { describe, expect, it } from 'vitest';
import { configOf, recordOf } from '../setup/configs';

describe('the likely cause of a trace without events', () => {
  it('is what the look into the image had found', () => {
    const warnings = [
      { code: 'lost', message: 'Dropped.' },
      { code: 'other-socket', message: 'They do not meet.', hint: 'Use another base image.' },
    ];
    expect(zeroEvents(recordOf({ warnings }))).toMatchObject({
      code: 'no-events',
      message: 'The trace holds no events.',
      hint: 'The likely cause: They do not meet. Use another base image.',
    });
  });

  it('is a program that was not instrumented, for function calls', () => {
    expect(zeroEvents(recordOf()).hint).toContain('-finstrument-functions');
  });

  it('is a command that did not run', () => {
    expect(zeroEvents(recordOf({ exitCode: 127 })).hint).toContain('status 127');
  });

  it('is a pattern that matches nothing, else', () => {
    const config = configOf({ recording: { events: [{ pattern: 'my:*' }] } });
    expect(zeroEvents(recordOf({ config })).hint).toContain('patterns match');
  });
});
