import { groupRules, lttngArguments } from '@shared/tracing/lttng-arguments';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { describe, expect, it } from 'vitest';

const session = 'ct-1';
const CASES: [TracingCommand, string[]][] = [
  [{ verb: 'create-session', session, output: '/t' }, ['create', session, '--output=/t']],
  [
    {
      verb: 'enable-channel',
      domain: 'userspace',
      session,
      channel: 'userspace',
      buffers: { count: 8, sizeKiB: 1024 },
    },
    ['enable-channel', '--userspace', `--session=${session}`, '--num-subbuf=8', '--subbuf-size=1024k', 'userspace'],
  ],
  [
    { verb: 'add-contexts', domain: 'userspace', session, channel: 'userspace', contexts: ['vpid', 'ip'] },
    ['add-context', '--userspace', `--session=${session}`, '--channel=userspace', '--type=vpid', '--type=ip'],
  ],
  [
    {
      verb: 'enable-events',
      session,
      channel: 'userspace',
      patterns: ['a:*', 'b:*'],
      rule: {
        pattern: 'a:*',
        logLevel: { match: 'at-least', level: 'INFO' },
        filter: '$ctx.vpid == 1',
        exclude: ['a:x', 'a:y'],
      },
    },
    [
      'enable-event',
      '--userspace',
      `--session=${session}`,
      '--channel=userspace',
      '--loglevel=INFO',
      '--filter=$ctx.vpid == 1',
      '--exclude=a:x,a:y',
      'a:*,b:*',
    ],
  ],
  [
    {
      verb: 'enable-events',
      session,
      channel: 'userspace',
      patterns: ['*'],
      rule: { pattern: '*', logLevel: { match: 'only', level: 'DEBUG' } },
    },
    ['enable-event', '--userspace', `--session=${session}`, '--channel=userspace', '--loglevel-only=DEBUG', '*'],
  ],
  [{ verb: 'start', session }, ['start', session]],
  [{ verb: 'stop', session }, ['stop', session]],
  [{ verb: 'list', session }, ['list', session]],
  [{ verb: 'destroy', session }, ['destroy', '--no-wait', session]],
  [{ verb: 'destroy', session, wait: true }, ['destroy', session]],
  [{ verb: 'create-session', session, output: '/t', snapshot: true }, ['create', session, '--snapshot', '--output=/t']],
  [
    {
      verb: 'enable-channel',
      domain: 'kernel',
      session,
      channel: 'kernel',
      buffers: { count: 4, sizeKiB: 512 },
      overwrite: true,
    },
    [
      'enable-channel',
      '--kernel',
      `--session=${session}`,
      '--num-subbuf=4',
      '--subbuf-size=512k',
      '--overwrite',
      'kernel',
    ],
  ],
  [
    { verb: 'enable-kernel-events', session, channel: 'kernel', what: 'tracepoint', patterns: ['sched_*', 'irq_*'] },
    ['enable-event', '--kernel', `--session=${session}`, '--channel=kernel', 'sched_*,irq_*'],
  ],
  [
    {
      verb: 'enable-kernel-events',
      session,
      channel: 'kernel',
      what: 'syscall',
      patterns: ['*'],
      exceptPidNs: [4026531836, 7],
    },
    [
      'enable-event',
      '--kernel',
      `--session=${session}`,
      '--channel=kernel',
      '--syscall',
      '--filter=$ctx.pid_ns != 4026531836 && $ctx.pid_ns != 7',
      '*',
    ],
  ],
  [
    { verb: 'enable-rotation', session, sizeBytes: 1_048_576 },
    ['enable-rotation', `--session=${session}`, '--size=1048576'],
  ],
  [{ verb: 'disable-rotation', session }, ['disable-rotation', `--session=${session}`, '--size']],
  [{ verb: 'record-snapshot', session }, ['snapshot', 'record', `--session=${session}`, '--name=snapshot']],
  [{ verb: 'list-kernel-events', what: 'tracepoint' }, ['list', '--kernel']],
  [{ verb: 'list-kernel-events', what: 'syscall' }, ['list', '--kernel', '--syscall']],
];

describe('arguments of lttng', () => {
  it.each(CASES)('$verb', (command, expected) => {
    expect(lttngArguments(command, false)).toEqual(['--no-sessiond', ...expected]);
    expect(lttngArguments(command, true)).toEqual(['--mi', 'xml', '--no-sessiond', ...expected]);
  });
});

describe('rules in groups', () => {
  it('are one call if they differ only in the pattern, with each pattern once', () => {
    const level = { match: 'at-least', level: 'INFO' } as const;
    const groups = groupRules([
      { pattern: 'a:*' },
      { pattern: 'b:*', logLevel: level },
      { pattern: 'c:*' },
      { pattern: 'a:*' },
      { pattern: 'd:*', filter: 'x == 1' },
      { pattern: 'e:*', exclude: ['e:1'] },
    ]);
    expect(groups.map((group) => group.patterns)).toEqual([['a:*', 'c:*'], ['b:*'], ['d:*'], ['e:*']]);
    expect(groups[1]?.rule.logLevel).toEqual(level);
  });
});
