import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { traceRecordSchema } from '@shared/model/trace-record';
import { readDraft } from '@shared/request/draft/read-draft';
import { draftOfConfig } from '@shared/request/draft/write-draft';
import { runConfigSchema } from '@shared/request/run-config';
import { clashingPreloads, PRELOAD_IDS, withPreload } from '@shared/tracing/preloads';
import { PRESETS } from '@shared/tracing/presets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runConfigOf } from '../../../src/cli/request/run-config-of';
import { configOf, recordOf } from '../setup/configs';

const BOTH = ['cyg-profile', 'cyg-profile-fast'] as const;
const config = configOf();
const withBoth = { ...config, recording: { ...config.recording, preloads: [...BOTH] } };

describe('two libraries that define the same functions', () => {
  it('are never in the same preset', () => {
    for (const { id, preloads } of PRESETS) expect([id, clashingPreloads(preloads)]).toEqual([id, []]);
  });

  it('are refused in a request, by their names', () => {
    expect(() => parseOrThrow(runConfigSchema, withBoth, 'The request')).toThrow(BOTH.join(' and '));
  });

  it('are refused at the field of the form', () => {
    const { config: read, errors } = readDraft(draftOfConfig(withBoth), 'podman');
    expect(read).toBeNull();
    expect(Object.keys(errors)).toEqual(['recording.preloads']);
  });

  it("are refused on the command line with the option's name", () => {
    const raw = { engine: 'podman', image: 'a', preload: [...BOTH] };
    expect(() => runConfigOf(['ls'], raw)).toThrow(AppError);
    expect(() => runConfigOf(['ls'], raw)).toThrow('--preload');
  });

  it('leave a trace that was recorded with both readable', () => {
    expect(traceRecordSchema.parse(recordOf({ config: withBoth })).config?.recording.preloads).toEqual(BOTH);
  });

  it('are never both on after one was switched on, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRELOAD_IDS), { maxLength: 10 }), (switched) => {
        const on = switched.reduce<ReturnType<typeof withPreload>>((list, id) => withPreload(list, id, true), []);
        expect(clashingPreloads(on)).toEqual([]);
        if (switched.length > 0) expect(on.at(-1)).toBe(switched.at(-1));
      }),
    );
  });
});
