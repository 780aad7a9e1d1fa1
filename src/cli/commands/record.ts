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
    .description("record a command in a container; without a command, the image's own");
  addContainerRecording(command).action(async (words: string[], collected: unknown, self: Command) =>
    withCore(self, (core, global) =>
      conductRun(state, core, global, (observe) => core.record(runConfigOf(words, rawOptionsOf(collected)), observe)),
    ),
  );
}

export function addDemo(program: Command, state: CliState): void {
  const command = program
    .command('demo')
    .description('build the demo image if need be and record five times `ls -la` in it')
    .option('--engine <engine>', `${ENGINE_IDS.join(' or ')}; left out: the first that answers`);
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

/** The proof of concept's `make sanity`: a program on the host alone, traced without any compiler or container. */
export function addSanity(program: Command, state: CliState): void {
  const command = program
    .command('sanity')
    .description('trace a program on this machine alone, without any container')
    .argument('[command...]', 'left out: ls -la /');
  addRecordingOptions(command).action(async (words: string[], collected: unknown, self: Command) =>
    withCore(self, (core: Core, global) =>
      conductRun(state, core, global, (observe) =>
        core.record(sanityConfigOf(words, rawOptionsOf(collected)), observe),
      ),
    ),
  );
}
