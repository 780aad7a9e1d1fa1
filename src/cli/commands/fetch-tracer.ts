import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { withCore } from '../open-core';
import { fetchedTracerSchema } from '../output-schemas';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

export function addFetchTracer(command: Command, _state: CliState): void {
  command.action(async (_own: unknown, self: Command) =>
    withCore(self, async (core, { json }) => {
      const cancel = new AbortController();
      const release = onSignals(() => cancel.abort());
      try {
        const tracer = await core.fetchTracer(cancel.signal);
        if (json) return terminal.json(fetchedTracerSchema, tracer);
        terminal.answer(
          `LTTng-UST ${tracer.release} ${tracer.fetched ? 'was downloaded' : 'is there'}, for images with glibc ${tracer.glibc} or later: ${tracer.folder}`,
        );
      } finally {
        release();
      }
    }),
  );
}
