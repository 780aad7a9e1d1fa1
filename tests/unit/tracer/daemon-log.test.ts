import { DaemonLog } from '@core/tracer/daemon-log';
import { DAEMON_REPORT_CODES } from '@shared/tracing/daemon-reports';
import { describe, expect, it } from 'vitest';

/** As lttng-sessiond 2.13.9 prints it. */
const LINES = [
  'Error: UST app recv reg unsupported version 10.0. Supporting 9.0',
  'Error: Error creating UST channel "c" on the consumer daemon',
  'PERROR - 04:34:23.216 [UST application registration]: accept: Too many open files (in lttcomm_accept_unix_sock() at unix.c:89)',
  'PERROR - 04:34:23.216 [1/1]: write: No space left on device (in x() at y.c:1)',
];
const codes = (heard: (() => { code: string }[]) | undefined): string[] => heard?.().map(({ code }) => code) ?? [];

describe('what a session daemon reports', () => {
  it('is understood, each kind once, wherever its output is cut', () => {
    const text = [...LINES, ...LINES, ''].join('\n');
    for (const size of [1, 7, text.length]) {
      const log = new DaemonLog();
      const heard = log.listen();
      for (let at = 0; at < text.length; at += size) log.add(text.slice(at, at + size));
      expect(codes(heard)).toEqual(DAEMON_REPORT_CODES);
    }
  });

  it.each([
    ['10.0. Supporting 9.0', 'LTTng-UST 2.14 (ABI 10). It supports ABI 9.'],
    ['8.1. Supporting 11.0', 'LTTng-UST 2.12 and earlier (ABI 8). It supports ABI 11.'],
    ['12.0. Supporting 9.0', 'an LTTng-UST of ABI 12. It supports ABI 9.'],
  ])('names the tracer of a refused program: version %s', (numbers, named) => {
    const log = new DaemonLog();
    const heard = log.listen();
    log.add(`Error: UST app recv reg unsupported version ${numbers}\n`);
    expect(heard()).toMatchObject([{ code: 'refused-programs', message: expect.stringContaining(named) }]);
  });

  it('counts from the moment of listening to its end, for each listener', () => {
    const log = new DaemonLog();
    log.add(`${LINES[0]}\n`);
    const [first, second] = [log.listen(), log.listen()];
    log.add(`${LINES[1]}\n`);
    expect(codes(first)).toEqual(['no-buffers']);
    log.add(`${LINES[2]}\n`);
    expect(codes(second)).toEqual(['no-buffers', 'no-descriptors']);
  });

  it('is nothing of what every daemon prints', () => {
    const log = new DaemonLog();
    const heard = log.listen();
    log.add('Error: Failed to load kmod library resources\nWarning: No kernel tracer available\n');
    log.add('PERROR - 1 [Main]: failed to set open files limit: Operation not permitted (in set_ulimit())\n');
    expect(codes(heard)).toEqual([]);
  });
});
