import type { EventRule } from './events';
import type { TracingCommand } from './tracing-command';

/** Prefix of each snapshot's folder, before date, time and number. */
export const SNAPSHOT_NAME = 'snapshot';

/**
 * Builds lttng(1)'s arguments for a typed command, for the runner, the shown script and the helper. With `--no-sessiond`,
 * because `lttng create` otherwise starts a session daemon of the user if none is running, without a message.
 * @param machine whether to add `--mi xml` for output that programs can parse
 */
export function lttngArguments(command: TracingCommand, machine: boolean): string[] {
  return [...(machine ? ['--mi', 'xml'] : []), '--no-sessiond', ...commandArguments(command)];
}

function commandArguments(command: TracingCommand): string[] {
  switch (command.verb) {
    case 'create-session':
      return ['create', command.session, ...(command.snapshot ? ['--snapshot'] : []), `--output=${command.output}`];
    case 'enable-channel':
      return [
        'enable-channel',
        `--${command.domain}`,
        `--session=${command.session}`,
        `--num-subbuf=${command.buffers.count}`,
        `--subbuf-size=${command.buffers.sizeKiB}k`,
        ...(command.overwrite ? ['--overwrite'] : []),
        command.channel,
      ];
    case 'add-contexts':
      return [
        'add-context',
        `--${command.domain}`,
        `--session=${command.session}`,
        `--channel=${command.channel}`,
        ...command.contexts.map((context) => `--type=${context}`),
      ];
    case 'enable-events':
      return [
        'enable-event',
        '--userspace',
        `--session=${command.session}`,
        `--channel=${command.channel}`,
        ...ruleOptions(command.rule),
        command.patterns.join(','),
      ];
    case 'enable-kernel-events':
      return [
        'enable-event',
        '--kernel',
        `--session=${command.session}`,
        `--channel=${command.channel}`,
        ...(command.what === 'syscall' ? ['--syscall'] : []),
        ...exceptOption(command.exceptPidNs ?? []),
        command.patterns.join(','),
      ];
    case 'enable-rotation':
      return ['enable-rotation', `--session=${command.session}`, `--size=${command.sizeBytes}`];
    case 'disable-rotation':
      return ['disable-rotation', `--session=${command.session}`, '--size'];
    case 'record-snapshot':
      return ['snapshot', 'record', `--session=${command.session}`, `--name=${SNAPSHOT_NAME}`];
    case 'list-kernel-events':
      return ['list', '--kernel', ...(command.what === 'syscall' ? ['--syscall'] : [])];
    case 'start':
      return ['start', command.session];
    case 'stop':
      return ['stop', command.session];
    case 'list':
      return ['list', command.session];
    case 'destroy':
      // With --no-wait, lttng does not wait until all data is written (lttng-destroy(1)) and does not report a full disk. The
      // free-space check and the step close-trace, which reads the trace, find that.
      return ['destroy', ...(command.wait ? [] : ['--no-wait']), command.session];
  }
}

/** Filters can use `$ctx.pid_ns` even if the context is not recorded. */
const exceptOption = (inodes: readonly number[]): string[] =>
  inodes.length === 0 ? [] : [`--filter=${inodes.map((inode) => `$ctx.pid_ns != ${inode}`).join(' && ')}`];

function ruleOptions(rule: EventRule): string[] {
  const level = rule.logLevel
    ? [`--loglevel${rule.logLevel.match === 'only' ? '-only' : ''}=${rule.logLevel.level}`]
    : [];
  return [
    ...level,
    ...(rule.filter ? [`--filter=${rule.filter}`] : []),
    ...(rule.exclude?.length ? [`--exclude=${rule.exclude.join(',')}`] : []),
  ];
}

/** Groups rules that differ only in their pattern into one call of lttng, because each call takes 5 to 20 ms. */
export function groupRules(rules: readonly EventRule[]): { rule: EventRule; patterns: string[] }[] {
  const groups = new Map<string, { rule: EventRule; patterns: string[] }>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.logLevel, rule.filter, rule.exclude]);
    const group = groups.get(key);
    if (!group) groups.set(key, { rule, patterns: [rule.pattern] });
    else if (!group.patterns.includes(rule.pattern)) group.patterns.push(rule.pattern);
  }
  return [...groups.values()];
}
