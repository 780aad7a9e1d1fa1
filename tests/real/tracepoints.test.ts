import { readFileSync } from 'node:fs';
import { tracepointsIn } from '@core/images/elf-tracepoints';
import { hostPreloads } from '@core/tracer/host-preloads';
import { PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import { PROVIDERS } from '@shared/tracing/tracepoints';
import { expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';

inWorld('the tracepoints on offer', () => {
  /** The path of a library as this machine's loader finds it. */
  const libraryOf = (id: PreloadId): Buffer => {
    const name = hostPreloads()[id];
    const line = runTool('ldconfig', ['-p'])
      .split('\n')
      .find((one) => one.trim().startsWith(`${name} `));
    const path = line?.split(' => ')[1];
    if (!path) throw new Error(`${PRELOADS[id].stem} is not installed.`);
    return readFileSync(path);
  };

  it.each(PROVIDERS.filter(({ preload }) => preload !== null))(
    'of $name are those that the library carries',
    ({ name, preload, events }) => {
      const carried = tracepointsIn(libraryOf(preload ?? 'fd'));
      expect(carried.toSorted()).toEqual(events.map((event) => `${name}:${event}`).toSorted());
    },
  );

  it('do not include libraries without events', () => {
    for (const id of ['fork', 'fd'] as const) expect(tracepointsIn(libraryOf(id)), PRELOADS[id].title).toEqual([]);
  });
});
