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
];

describe('arguments of lttng', () => {
  it.each(CASES)('$verb', (command, expected) => {
    expect(lttngArguments(command, false)).toEqual(['--no-sessiond', ...expected]);
    expect(lttngArguments(command, true)).toEqual(['--mi', 'xml', '--no-sessiond', ...expected]);
  });
});

describe('rules in groups', () => {
  it('are one call when they differ in the pattern only, each pattern once', () => {
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
