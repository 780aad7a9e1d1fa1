import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { RootHelper } from '@core/privilege/root-helper';
import { kernelOffers } from '@core/tracer/kernel-offers';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const event = (name: string): string => `<event><name>${name}</name></event>`;
const reply = (output: string): string => `<command><name>list</name><output>${output}</output></command>`;
const ofTracer = {
  tracepoint: reply(`<domains><domain><type>KERNEL</type><events>${event('sched_switch')}</events></domain></domains>`),
  syscall: reply(`<events>${event('openat')}</events>`),
};

describe('what this kernel offers', () => {
  const scratch = scratchFolder();
  /** For a user who reaches the tracer by the helper alone. */
  const asked = (isUp: boolean, trace: (command: TracingCommand) => Promise<string>) =>
    kernelOffers({
      cacheDir: scratch.path,
      helper: { isUp, trace } as unknown as RootHelper,
      rootAccess: async () => ({
        isRoot: false,
        daemon: 'running',
        group: 'not-member',
        elevation: isUp ? 'up' : 'possible',
        fromCheckout: false,
      }),
    });
  const answers = async (command: TracingCommand): Promise<string> => {
    if (command.verb !== 'list-kernel-events') throw new Error(`Nobody asked to ${command.verb}.`);
    return ofTracer[command.what];
  };
  const nobody = async (): Promise<string> => expect.fail('A password would be asked for.');
  const told = { tracepoints: ['sched_switch'], syscalls: ['openat'] };

  it('is told by the tracer, and remembered for when it cannot be asked', async () => {
    expect(await asked(true, answers)).toEqual({ ...told, source: 'tracer' });
    expect(await asked(false, nobody)).toEqual({ ...told, source: 'remembered' });
    expect(await asked(true, () => Promise.reject(new Error('gone')))).toEqual({ ...told, source: 'remembered' });
    expect(readdirSync(join(scratch.path, 'kernel-offers'))).toHaveLength(1);
  });

  it('is known without the tracer, and without a memory that can be read', async () => {
    mkdirSync(join(scratch.path, 'kernel-offers'));
    writeFileSync(join(scratch.path, 'kernel-offers', `${release()}.json`), '{"tracepoints": [');
    const { source, tracepoints } = await asked(false, nobody);
    expect(['kernel', 'presets']).toContain(source);
    expect(tracepoints).toContain('sched_switch');
  });
});
