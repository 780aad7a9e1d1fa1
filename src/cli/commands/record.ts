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

export function addRecord(command: Command, state: CliState): void {
  addContainerRecording(command).action(async (argv: string[], collected: unknown, self: Command) =>
    withCore(self, (core, global) =>
      conductRun(state, core, global, (observe) => core.record(runConfigOf(argv, rawOptionsOf(collected)), observe)),
    ),
  );
}

export function addDemo(command: Command, state: CliState): void {
  command.option('--engine <engine>', `${ENGINE_IDS.join(' or ')}; default: the first one that is ready`);
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
export function addSanity(command: Command, state: CliState): void {
  addRecordingOptions(command).action(async (argv: string[], collected: unknown, self: Command) =>
    withCore(self, (core: Core, global) =>
      conductRun(state, core, global, (observe) => core.record(sanityConfigOf(argv, rawOptionsOf(collected)), observe)),
    ),
  );
}
