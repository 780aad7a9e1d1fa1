import { AppError } from '@shared/model/app-error';
import { kernelChoiceOf } from './kernel-options';
import { buffersOf } from './option-values';
import type { RecordOptions } from './record-options';

/**
 * What is recorded: of the programs, of the kernel, and what a full buffer does.
 * @param preset of userspace, where none is named
 * @throws AppError `config` that names the option
 */
export function recordingOf(options: RecordOptions, preset: string | undefined) {
  const kernel = kernelChoiceOf(options);
  return {
    ...(options.userspace === false ? nothingOfUserspace(options) : userspaceOf(options, preset)),
    ...(kernel ? { kernel } : {}),
    ...(options.whenFull === undefined ? {} : { whenFull: options.whenFull }),
    mode: options.flightRecorder ? 'flight-recorder' : 'continuous',
  };
}

function userspaceOf(options: RecordOptions, preset: string | undefined) {
  const buffers = buffersOf(options.buffers, '--buffers');
  const rule = ruleOf(options);
  return {
    preset: options.preset ?? preset,
    events: (options.event ?? []).map((pattern) => ({ pattern, ...rule })),
    contexts: options.context ?? [],
    preloads: options.preload,
    ...(buffers ? { buffers } : {}),
  };
}

function ruleOf({ logLevel: level, filter, event }: RecordOptions) {
  if ((level !== undefined || filter !== undefined) && !event?.length)
    throw new AppError('config', `${level === undefined ? '--filter' : '--log-level'} is for events of your own.`, {
      hint: 'Name them with --event.',
    });
  return {
    ...(level !== undefined
      ? { logLevel: level.startsWith('=') ? { match: 'only', level: level.slice(1) } : { match: 'at-least', level } }
      : {}),
    ...(filter !== undefined ? { filter } : {}),
  };
}

/** @throws AppError `config` where something of userspace, or nothing at all, is asked for all the same */
function nothingOfUserspace(options: RecordOptions) {
  const { preset, event, logLevel, filter, context, preload, buffers } = options;
  const given = Object.entries({
    '--preset': preset,
    '--event': event,
    '--log-level': logLevel,
    '--filter': filter,
    '--context': context,
    '--preload': preload,
    '--buffers': buffers,
  }).find(([, value]) => value !== undefined)?.[0];
  if (given !== undefined)
    throw new AppError('config', `${given} is for the programs' own events, which --no-userspace leaves out.`, {
      hint: 'Leave one of the two out.',
    });
  if (kernelChoiceOf(options) === undefined)
    throw new AppError('config', '--no-userspace leaves nothing to record.', {
      hint: 'Ask for events of the kernel with --kernel, --kernel-event or --syscall.',
    });
  return { events: [], contexts: [] };
}
