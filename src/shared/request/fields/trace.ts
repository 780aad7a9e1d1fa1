import { z } from 'zod';
import { MIB } from '../../model/units';
import { MEBIBYTES, SECONDS } from '../draft/amount';
import { argumentSchema, MOST_ARGUMENTS } from './argument';
import { bytesOption, flagOption, numberOption, textOption } from './cli-codecs';
import { amountDraft, argvDraft, sameDraftValue, textDraft } from './draft-codecs';
import { field } from './field';

/** The fields of the request itself. */
export const TRACE_FIELDS = {
  /** The trace's name in the list; absent: command and image. */
  title: field({
    order: 400,
    schema: z
      .string()
      .trim()
      .min(1, 'a name has at least one character')
      .max(200, 'a name has at most 200 characters')
      .optional(),
    draft: textDraft('title'),
    cli: textOption('trace', '--name <name>', 'name of the trace'),
  }),
  /** Program and arguments; empty: the image's command. */
  command: field({
    order: 30,
    schema: z.array(argumentSchema).max(MOST_ARGUMENTS, 'at most 10 000 arguments').default([]),
    draft: argvDraft('command'),
    cli: null,
  }),
  /** Number of containers that run one after the other in one trace. */
  repeat: field({
    order: 40,
    schema: z
      .number('repeat is a number')
      .int('repeat is a whole number')
      .min(1, 'repeat at least once')
      .max(1000, 'repeat at most 1000 times')
      .default(1),
    draft: amountDraft('repeat', { '': 1 }, { usual: 1 }),
    cli: numberOption('trace', '--repeat <n>', 'run the command n times, one after the other, in one trace'),
  }),
  /** Whether to record even if the image looks untraceable. */
  force: field({
    order: 410,
    schema: z.boolean().default(false),
    draft: sameDraftValue('force', z.boolean(), false),
    cli: flagOption('trace', '--force', 'record although the image looks untraceable'),
  }),
};

/** Limits at which a recording stops or begins a new part. */
export const LIMIT_FIELDS = {
  /** Begin a new part of the trace each time a recording has written this many bytes; absent: one part. */
  rotateBytes: field({
    order: 350,
    schema: z
      .number('a rotation size is a number of bytes')
      .int('a rotation size is a whole number of bytes')
      .min(MIB, 'a rotation size is at least 1 MiB (1048576)')
      .optional(),
    draft: amountDraft('rotateMiB', MEBIBYTES, { factor: MIB, applies: ({ continuous }) => continuous }),
    cli: bytesOption(
      'trace',
      '--rotate-size <bytes>',
      'begin another part of the trace after so much, with k, m or g; for long runs',
    ),
  }),
  /** Stop and keep the trace after this time, seconds, at most a week. */
  maxDurationS: field({
    order: 360,
    schema: z
      .number('a time limit is a number of seconds')
      .positive('longer than 0 seconds')
      .max(604_800, 'at most a week (604800 seconds)')
      .optional(),
    draft: amountDraft('maxDurationS', SECONDS),
    cli: numberOption('trace', '--max-duration <seconds>', 'stop and keep the trace after so long'),
  }),
  /** Stop and keep the trace when its files reach this size in bytes. The events in the buffers are written after that. */
  maxSizeBytes: field({
    order: 370,
    schema: z
      .number('a size limit is a number of bytes')
      .int('a size limit is a whole number of bytes')
      .min(MIB, 'a size limit is at least 1 MiB (1048576)')
      .optional(),
    draft: amountDraft('maxSizeMiB', MEBIBYTES, { factor: MIB }),
    cli: bytesOption('trace', '--max-size <bytes>', 'stop and keep the trace at this size, with k, m or g'),
  }),
  /** Stop and keep the trace when less than this many bytes are free; absent: the larger of 5 % and 2 GB. */
  diskFloorBytes: field({
    order: 380,
    schema: z
      .number('a floor is a number of bytes')
      .int('a floor is a whole number of bytes')
      .min(MIB, 'a floor is at least 1 MiB (1048576)')
      .optional(),
    draft: amountDraft('diskFloorMiB', MEBIBYTES, { factor: MIB }),
    cli: bytesOption('trace', '--disk-floor <bytes>', 'stop and keep the trace when less is free, with k, m or g'),
  }),
};
