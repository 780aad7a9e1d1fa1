import { z } from 'zod';
import { AppError } from '../../model/app-error';
import { nameSchema, rowsOf } from '../../model/bounds';
import { contextSchema } from '../../tracing/contexts';
import { buffersSchema, DEFAULT_BUFFERS, type EventRule, eventRuleSchema, logLevelSchema } from '../../tracing/events';
import { preloadIdSchema } from '../../tracing/preloads';
import { DEFAULT_PRESET, PRESET_IDS } from '../../tracing/presets';
import { buffersOption, flagOption, listOf, listOption, textOf, textOption } from './cli-codecs';
import { choiceDraft, draftText, rowsDraft, sameDraftValue } from './draft-codecs';
import { field, type RawOptions } from './field';

const presetIds = PRESET_IDS.join(', ');

/** One event rule in the form. */
export const eventDraftSchema = z.object({
  pattern: draftText,
  /** Empty: every level. */
  logLevel: draftText,
  logLevelMatch: z.enum(['at-least', 'only']),
  filter: draftText,
  /** Patterns, separated by commas. */
  exclude: draftText,
});
export type EventDraft = z.infer<typeof eventDraftSchema>;

/** Sub-buffers in the form, with any numbers. The request's schema checks them. */
export const buffersDraftSchema = z.object({ count: z.number(), sizeKiB: z.number() });

/** The fields of the userspace recording, and those that also apply to the kernel. */
export const RECORDING_FIELDS = {
  preset: field({
    order: 200,
    schema: z.enum(PRESET_IDS, `a preset is one of: ${presetIds}`).optional(),
    draft: {
      ...choiceDraft('preset', nameSchema, DEFAULT_PRESET),
      read: (preset, { userspace }) => (userspace ? (preset ?? undefined) : undefined),
    },
    cli: textOption('userspace', '--preset <preset>', `${presetIds}; left out, without --event: ${DEFAULT_PRESET}`),
  }),
  /** The user's rules, in addition to the preset's or without a preset. */
  events: field({
    order: 210,
    schema: rowsOf(eventRuleSchema).default([]),
    draft: rowsDraft('events', {
      row: eventDraftSchema,
      textOf: (row) => row.pattern + row.logLevel + row.filter + row.exclude,
      read: ruleOfDraft,
      write: draftOfRule,
      part: 'pattern',
      applies: ({ userspace }) => userspace,
      problems: (rows, filled) =>
        Object.fromEntries(
          filled
            .filter((index) => rows[index]?.pattern.trim() === '')
            .map((index) => [`${index}.pattern`, 'name an event, or empty the row']),
        ),
    }),
    cli: {
      group: 'userspace',
      options: [
        { flags: '--event <pattern>', help: 'a tracepoint pattern; may be repeated', repeats: true },
        {
          flags: '--log-level <level>',
          help: `for --event: at least LEVEL, or =LEVEL for that one only: ${logLevelSchema.options.join(', ')}`,
        },
        { flags: '--filter <expression>', help: 'for --event: a filter of lttng-enable-event(1)' },
      ],
      read: rulesOfOptions,
      optionOf: ([, part]) => (part === 'logLevel' ? '--log-level' : part === 'filter' ? '--filter' : '--event'),
    },
  }),
  contexts: field({
    order: 220,
    schema: rowsOf(contextSchema).default([]),
    /** In addition to those of the preset. */
    draft: sameDraftValue('contexts', rowsOf(contextSchema), []),
    cli: listOption('userspace', '--context <name>', `an additional context: ${contextSchema.options.join(', ')}`),
  }),
  /** Absent: those of the preset. */
  preloads: field({
    order: 230,
    schema: rowsOf(preloadIdSchema).optional(),
    draft: choiceDraft('preloads', rowsOf(preloadIdSchema), null),
    cli: listOption(
      'userspace',
      '--preload <library>',
      "instead of the preset's: cyg-profile, fork, libc, pthread, dl, …",
    ),
  }),
  buffers: field({
    order: 240,
    schema: buffersSchema.default(DEFAULT_BUFFERS),
    draft: { ...sameDraftValue('buffers', buffersDraftSchema, DEFAULT_BUFFERS), hasParts: true },
    cli: buffersOption('userspace', '--buffers <count>x<KiB>', 'sub-buffers of each CPU, for example 8x1024'),
  }),
  /** Whether a full buffer drops new events or its oldest ones. */
  whenFull: field({
    order: 330,
    schema: z.enum(['discard', 'overwrite'], 'a full buffer discards or overwrites').default('discard'),
    draft: sameDraftValue('whenFull', z.enum(['discard', 'overwrite']), 'discard'),
    cli: textOption(
      'trace',
      '--when-full <what>',
      'what a full buffer does: discard new events, or overwrite its oldest ones',
    ),
  }),
  /** `flight-recorder`: the buffers keep only the last seconds, which are written on request. */
  mode: field({
    order: 340,
    schema: z.enum(['continuous', 'flight-recorder']).default('continuous'),
    draft: sameDraftValue('mode', z.enum(['continuous', 'flight-recorder']), 'continuous'),
    cli: flagOption(
      'trace',
      '--flight-recorder',
      'keep only the last seconds, in the buffers; they are saved at the end and on SIGUSR1 (kill -USR1 PID)',
      'flight-recorder',
    ),
  }),
};

function ruleOfDraft(rule: EventDraft) {
  const exclude = rule.exclude
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return {
    pattern: rule.pattern.trim(),
    logLevel: rule.logLevel === '' ? undefined : { match: rule.logLevelMatch, level: rule.logLevel },
    filter: rule.filter.trim() || undefined,
    exclude: exclude.length > 0 ? exclude : undefined,
  };
}

function draftOfRule(rule: EventRule): EventDraft {
  return {
    pattern: rule.pattern,
    logLevel: rule.logLevel?.level ?? '',
    logLevelMatch: rule.logLevel?.match ?? 'at-least',
    filter: rule.filter ?? '',
    exclude: (rule.exclude ?? []).join(', '),
  };
}

/** @throws AppError `config` for a level or a filter without an event */
function rulesOfOptions(raw: RawOptions) {
  const patterns = listOf(raw, 'event');
  const level = textOf(raw, 'logLevel');
  const filter = textOf(raw, 'filter');
  if (patterns.length === 0 && (level !== undefined || filter !== undefined))
    throw new AppError('config', `${level === undefined ? '--filter' : '--log-level'} requires --event.`, {
      hint: 'Name the events with --event.',
    });
  const logLevel = level?.startsWith('=')
    ? { match: 'only', level: level.slice(1) }
    : level && { match: 'at-least', level };
  if (patterns.length === 0) return undefined;
  return patterns.map((pattern) => ({
    pattern,
    ...(logLevel ? { logLevel } : {}),
    ...(filter === undefined ? {} : { filter }),
  }));
}
