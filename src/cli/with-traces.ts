import type { TraceLibrary } from '@core/library/trace-library';
import { openLibrary } from '@core/open-library';
import type { Settings } from '@shared/model/settings';
import type { Command } from 'commander';
import { type GlobalOptions, placesOf } from './command-places';
import { purgeExpired } from './purge-expired';
import { terminal } from './terminal';

type TracesWork<T> = (library: TraceLibrary, options: GlobalOptions, settings: Settings) => Promise<T>;

/** Opens the library alone for a command that neither records nor reads traces, which starts in half of the time. */
export async function withAllTraces<T>(command: Command, work: TracesWork<T>): Promise<T> {
  const { options, settings, places } = await placesOf(command);
  return work(openLibrary({ ...places, onNotice: (text) => terminal.say(text) }), options, settings);
}

/** As withAllTraces. First deletes expired traces in the trash permanently. */
export const withTraces = <T>(command: Command, work: TracesWork<T>): Promise<T> =>
  withAllTraces(command, async (library, options, settings) => {
    await purgeExpired(library, settings);
    return work(library, options, settings);
  });
