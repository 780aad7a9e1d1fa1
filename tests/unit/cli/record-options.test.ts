import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addRecordingOptions, type RecordOptions } from '../../../src/cli/request/record-options';
import { runConfigOf } from '../../../src/cli/request/run-config-of';

const requestOf = (options: RecordOptions) => runConfigOf(['true'], { engine: 'podman', image: 'demo:1', ...options });

describe('the options of a recording', () => {
  it.each<[option: string, options: RecordOptions]>([
    ['--name', { name: ' ' }],
    ['--engine', { engine: 'lxc' }],
    ['--image', { image: 'UPPER' }],
    ['--repeat', { repeat: '0' }],
    ['--preset', { preset: 'all' }],
    ['--event', { event: ['a:*', 'a b'] }],
    ['--log-level', { event: ['a:*'], logLevel: 'LOUD' }],
    ['--filter', { event: ['a:*'], filter: 'x\ny' }],
    ['--context', { context: ['mood'] }],
    ['--preload', { preload: ['/evil.so'] }],
    ['--buffers', { buffers: '3x1024' }],
    ['--kernel', { kernel: 'nonsense' }],
    ['--kernel-event', { kernelEvent: ['sched_*', 'a b'] }],
    ['--syscall', { syscall: ['-n'] }],
    ['--kernel-context', { kernel: true, kernelContext: ['mood'] }],
    ['--kernel-buffers', { kernel: true, kernelBuffers: '3x1024' }],
    ['--when-full', { whenFull: 'wait' }],
    ['--rotate-size', { rotateSize: '1k' }],
    ['--rotate-size', { rotateSize: '10m', flightRecorder: true }],
    ['--max-duration', { maxDuration: '0' }],
    ['--max-size', { maxSize: '1k' }],
    ['--disk-floor', { diskFloor: '1k' }],
    ['--volume', { volume: ['/a:/a', 'b:/b'] }],
    ['--env', { env: ['A B=1'], secretEnv: ['C=1'] }],
    ['--secret-env', { env: ['A=1'], secretEnv: ['C D=1'] }],
    ['--workdir', { workdir: 'here' }],
    ['--user', { user: '-' }],
    ['--network', { network: '-' }],
    ['--cpus', { cpus: '0' }],
    ['--memory', { memory: '1' }],
  ])('are named in the error when they are invalid: %s', (option, options) => {
    expect(() => requestOf(options)).toThrow(`The request is not valid: ${option}: `);
  });

  it('accept sizes with a unit', () => {
    const config = requestOf({ diskFloor: '3G', maxSize: '20m', memory: '64m' });
    expect(config.limits.diskFloorBytes).toBe(3 * 1024 ** 3);
    expect(config.limits.maxSizeBytes).toBe(20 * 1024 ** 2);
    expect(config.target).toMatchObject({ memoryBytes: 64 * 1024 ** 2 });
    expect(() => requestOf({ diskFloor: '3st' })).toThrow('--disk-floor takes bytes with k, m or g, not "3st".');
  });

  it('accept a volume of two or three parts', () => {
    expect(requestOf({ volume: ['/a:/b:ro', '/c:/d'] }).target).toMatchObject({
      volumes: [
        { source: '/a', target: '/b', readOnly: true },
        { source: '/c', target: '/d', readOnly: false },
      ],
    });
    expect(() => requestOf({ volume: ['/a:/b:ro:x'] })).toThrow('--volume takes SOURCE:TARGET[:ro], not "/a:/b:ro:x".');
  });

  it('list their values in the help', () => {
    const help = addRecordingOptions(new Command()).helpInformation();
    for (const value of ['vpid', 'time_ns', 'EMERG', 'DEBUG_FUNCTION', 'container, scheduling', 'callstack-user'])
      expect(help).toContain(value);
  });
});
