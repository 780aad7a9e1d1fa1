import { selectEvents } from '@core/analysis/events/select-events';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import { parseFilter } from '@shared/analysis/event-filter/parse-filter';
import { expect, test } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { kernelAndUserspace, withOpened } from './export/opened-trace';

const scratch = scratchFolder();
const signal = new AbortController().signal;

test('a filter selects the same events, whether or not their owners and symbols are wanted', () =>
  withOpened(scratch.path, kernelAndUserspace(scratch.path), [], async (trace) => {
    const selected = async (filter: string, withOwners: boolean): Promise<string[]> => {
      const found: string[] = [];
      const request = {
        filter: parseFilter(filter),
        withOwners,
        withSymbols: withOwners,
        limit: Number.POSITIVE_INFINITY,
        signal,
      };
      for await (const batch of selectEvents(trace, NO_SYMBOLS, request))
        for (const { event } of batch) found.push(`${event.stream} ${event.packet} ${event.position}`);
      return found;
    };
    const one = ['sched_process_*', 'sched_switch and cpu=1', 'ustdemo:*'];
    const ofOwner = [
      'sched_wakeup and thread=podman',
      'ustdemo:* and not thread=podman',
      'ustdemo:* and process=ustdemo',
    ];
    for (const filter of [...one, ...ofOwner]) {
      const all = await selected(filter, true);
      expect(all.length, filter).toBeGreaterThan(0);
      expect(await selected(filter, false), filter).toEqual(all);
    }
  }));
