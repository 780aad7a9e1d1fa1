import { withoutKernel } from '@shared/model/without-kernel';
import { describe, expect, it } from 'vitest';
import { configOf } from '../setup/configs';

describe('a request without its kernel', () => {
  it('keeps everything else', () => {
    const config = configOf({ recording: { preset: 'memory', kernel: { preset: 'container' } } });
    expect(withoutKernel(config)).toEqual(configOf({ recording: { preset: 'memory' } }));
    expect(withoutKernel(configOf())).toEqual(configOf());
  });

  it('records userspace with a preset if it was only for the kernel', () => {
    const config = configOf({ recording: { kernel: { syscalls: ['*'] }, mode: 'flight-recorder' } });
    expect(withoutKernel(config)).toEqual(configOf({ recording: { preset: 'functions', mode: 'flight-recorder' } }));
  });
});
