import type { Core } from '@core/core';
import { ENGINE_IDS, engineIdSchema } from '@shared/engines/registry';
import { parseOrThrow } from '@shared/model/parse';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { conductRun } from '../conduct-run';
import { demoEngine } from '../demo-engine';
import { withCore } from '../open-core';
import { addContainerRecording, addRecordingOptions, rawOptionsOf } from '../request/record-options';
import { runConfigOf, sanityConfigOf, withRecordOptions } from '../request/run-config-of';

export function addRecord(program: Command, state: CliState): void {
  const command = program
    .command('record')
    .description("record a command in a container; default: the image's command");
  addContainerRecording(command).action(async (argv: string[], collected: unknown, self: Command) =>
    withCore(self, (core, global) =>
      conductRun(state, core, global, (observe) => core.record(runConfigOf(argv, rawOptionsOf(collected)), observe)),
    ),
  );
}

export function addDemo(program: Command, state: CliState): void {
  const command = program
    .command('demo')
    .description('build the demo image if required, then record `ls -la` five times in it')
    .option('--engine <engine>', `${ENGINE_IDS.join(' or ')}; default: the first one that is ready`);
  addRecordingOptions(command).action(async (collected: unknown, self: Command) =>
    withCore(self, async (core, global) => {
      const options = rawOptionsOf(collected);
      const engine = options['engine']
        ? parseOrThrow(engineIdSchema, options['engine'], 'The engine')
        : await demoEngine(core);
      await conductRun(state, core, global, (observe) =>
        core.recordDemo(engine, observe, undefined, (config) => withRecordOptions(config, options)),
      );
    }),
  );
}

/** Traces a program on the host. It needs neither a container nor a compiler, so it checks the tracer alone. */
export function addSanity(program: Command, state: CliState): void {
  const command = program
    .command('sanity')
    .description('trace a program on this machine without a container')
    .argument('[command...]', 'default: ls -la /');
  addRecordingOptions(command).action(async (argv: string[], collected: unknown, self: Command) =>
    withCore(self, (core: Core, global) =>
      conductRun(state, core, global, (observe) => core.record(sanityConfigOf(argv, rawOptionsOf(collected)), observe)),
    ),
  );
}
