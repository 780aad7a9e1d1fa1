import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertTrace } from '@core/archive/convert-trace';
import type { CoreContext } from '@core/core-context';
import { exportSources } from '@core/export-sources';
import { TraceLibrary } from '@core/library/trace-library';
import { TRACE_FILE_FORMAT_IDS } from '@shared/archive/formats';
import { expect, it } from 'vitest';
import { exportedSchema } from '../../../src/cli/output-schemas';
import { writeSmallCtf } from '../../setup/small-ctf';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

it.each(TRACE_FILE_FORMAT_IDS.filter((format) => format !== 'speedscope' && format !== 'firefox'))(
  'the result of an export to %s names the place that could not be read',
  async (format) => {
    const libraryDir = join(scratch.path, 'library');
    const folder = join(libraryDir, RUN_ID);
    mkdirSync(folder, { recursive: true });
    writeSmallCtf(folder, { below: 'kernel' });
    truncateSync(join(folder, 'kernel', 'channel_0'), 130);
    const [recording] = recordOf().recordings;
    if (!recording) throw new Error('the record of the tests has no recording');
    const leaves = [{ path: 'kernel', uid: null, part: null }];
    writeFileSync(
      join(folder, 'trace.json'),
      JSON.stringify(recordOf({ id: RUN_ID, recordings: [{ ...recording, leaves }] })),
    );
    const context = {
      library: new TraceLibrary(libraryDir),
      options: { cacheDir: join(scratch.path, 'cache') },
    } as unknown as CoreContext;
    const { signal } = new AbortController();
    const exported = await convertTrace(
      RUN_ID,
      { path: join(scratch.path, 'file'), format, force: false },
      exportSources(context, signal)(RUN_ID, {}),
      { libraryDir, runtimeDir: join(scratch.path, 'run') },
      { signal, floorOf: () => 0 },
    );
    expect(exported.unread).toContainEqual(expect.stringMatching(/^kernel, channel_0/));
    expect(exportedSchema.parse({ exported: [exported] }).exported[0]?.unread).toEqual(exported.unread);
  },
);
