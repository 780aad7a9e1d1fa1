import type { TracingCommand } from '../planning/step';
import type { EventRule } from './events';

/**
 * lttng(1)'s argument list for a typed command; the runner, the shown script and later the helper build it here only.
 * `--no-sessiond`: without it `lttng create` silently starts a daemon of the user's own when it reaches none.
 * @param machine with `--mi xml`, for a program to read; without it for a person to run
 */
export function lttngArguments(command: TracingCommand, machine: boolean): string[] {
  return [...(machine ? ['--mi', 'xml'] : []), '--no-sessiond', ...commandArguments(command)];
}

function commandArguments(command: TracingCommand): string[] {
  switch (command.verb) {
    case 'create-session':
      return ['create', command.session, `--output=${command.output}`];
    case 'enable-channel':
      return [
        'enable-channel',
        '--userspace',
        `--session=${command.session}`,
        `--num-subbuf=${command.buffers.count}`,
        `--subbuf-size=${command.buffers.sizeKiB}k`,
        command.channel,
      ];
    case 'add-contexts':
      return [
        'add-context',
        '--userspace',
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
    case 'start':
      return ['start', command.session];
    case 'stop':
      return ['stop', command.session];
    case 'list':
      return ['list', command.session];
    case 'destroy':
      // --no-wait hides a full disk (FIELD-NOTES): the free-space check and the read-back of close-trace prove what it hides.
      return ['destroy', '--no-wait', command.session];
  }
}

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

/** Rules that differ in their pattern only are one call of lttng: each call costs 5 to 20 ms. */
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
