import { runConfigSchema } from '@shared/request/run-config';
import { sanityRun } from '@shared/request/sanity-run';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  addContainerRecording,
  addRecordingOptions,
  type RecordOptions,
} from '../../../src/cli/request/record-options';
import { runConfigOf, sanityConfigOf, withRecordOptions } from '../../../src/cli/request/run-config-of';

const TARGET = ['--engine', 'podman', '--image', 'demo:1'];

/** Parses arguments after `record` as the command line does. */
function recorded(...args: string[]) {
  let config: ReturnType<typeof runConfigOf> | undefined;
  const command = addContainerRecording(new Command().argument('[command...]')).action(
    (program: string[], options: RecordOptions) => {
      config = runConfigOf(program, options);
    },
  );
  command.exitOverride().parse([...TARGET, ...args], { from: 'user' });
  if (!config) throw new Error('nothing was parsed');
  return config;
}

const startingWith = (option: string) => expect.stringMatching(new RegExp(`^${option}\\b`));

function failureOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

describe('the kernel options', () => {
  it('record no kernel events when they are omitted', () => {
    expect(recorded('--', 'true').recording).toMatchObject({
      preset: 'functions',
      whenFull: 'discard',
      mode: 'continuous',
    });
    expect(recorded('--', 'true').recording.kernel).toBeUndefined();
  });

  it('select the container preset without a name, and do not consume the command', () => {
    const config = recorded('--kernel', '--', 'scheduling');
    expect(config.command).toEqual(['scheduling']);
    expect(config.recording).toMatchObject({ preset: 'functions', kernel: { preset: 'container' } });
    expect(recorded('--kernel=memory').recording.kernel?.preset).toBe('memory');
  });

  it('accept kernel events without any preset', () => {
    const { kernel } = recorded(
      '--kernel-event',
      'sched_*',
      '--kernel-event',
      'irq_*',
      '--syscall',
      'openat',
    ).recording;
    expect(kernel).toMatchObject({ tracepoints: ['sched_*', 'irq_*'], syscalls: ['openat'], containersOnly: false });
    expect(kernel?.preset).toBeUndefined();
  });

  it('accept contexts, buffers and storage options together', () => {
    const config = recorded(
      ...['--kernel', '--kernel-context', 'prio', '--kernel-buffers', '4x512', '--containers-only'],
      ...['--when-full', 'overwrite', '--rotate-size', '64m'],
    );
    expect(config.recording.kernel).toMatchObject({
      contexts: ['prio'],
      buffers: { count: 4, sizeKiB: 512 },
      containersOnly: true,
    });
    expect(config.recording.whenFull).toBe('overwrite');
    expect(config.limits.rotateBytes).toBe(64 * 1024 ** 2);
    expect(recorded('--flight-recorder').recording.mode).toBe('flight-recorder');
  });

  it('record only the kernel without userspace, in record, sanity and demo', () => {
    const options: RecordOptions = { userspace: false, kernel: 'scheduling' };
    const demo = runConfigSchema.parse({ ...sanityRun(), recording: { preset: 'functions' } });
    for (const config of [
      recorded('--kernel', 'scheduling', '--no-userspace'),
      sanityConfigOf([], options),
      withRecordOptions(demo, options),
    ]) {
      expect(config.recording.kernel?.preset).toBe('scheduling');
      expect(config.recording).toMatchObject({ events: [], contexts: [] });
      expect(config.recording.preset).toBeUndefined();
    }
  });

  it.each([
    [['--no-userspace'], '--no-userspace'],
    [['--no-userspace', '--kernel', '--preset', 'memory'], '--preset'],
    [['--no-userspace', '--kernel', '--context', 'vpid'], '--context'],
    [['--no-userspace', '--kernel', '--event', 'a:*', '--filter', 'x == 1'], '--event'],
    [['--kernel-context', 'prio'], '--kernel-context'],
    [['--kernel-buffers', '4x512'], '--kernel-buffers'],
    [['--containers-only'], '--containers-only'],
    [['--kernel', '--kernel-buffers', 'much'], '--kernel-buffers'],
    [['--filter', 'x == 1'], '--filter'],
    [['--log-level', 'INFO'], '--log-level'],
    [['--rotate-size', '3st'], '--rotate-size'],
  ])('name the option that conflicts with the others: %j', (args, option) => {
    expect(failureOf(() => recorded(...args))).toMatchObject({ code: 'config', message: startingWith(option) });
  });

  it('are listed once each, in groups, in the help', () => {
    for (const command of [addContainerRecording(new Command()), addRecordingOptions(new Command())]) {
      const help = command.helpInformation();
      expect(help).toMatch(/userspace\):.*Events of the kernel:.*The trace:/s);
      expect(help.match(/--kernel-buffers/g)).toHaveLength(1);
    }
  });
});
