import { join } from 'node:path';
import { exportTargets } from '@core/archive/export-target';
import { describe, expect, it, vi } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

vi.mock('@shared/archive/formats', async (original) => ({
  ...(await original<typeof import('@shared/archive/formats')>()),
  EXPORT_FILE_FORMAT_IDS: ['zip', 'tar.zst', 'tar.later'],
  extensionOf: (format: string) => `ctrace.${format}`,
}));

const scratch = scratchFolder();

describe('the target of an export', () => {
  it('with an unknown extension is refused with every format that exists, also one of a later version', async () => {
    const targets = exportTargets({
      traces: [{ id: RUN_ID, title: 'A trace' }],
      output: join(scratch.path, 'trace.rar'),
      defaultFormat: 'zip',
      force: false,
      libraryDir: join(scratch.path, 'traces'),
    });
    await expect(targets).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('.ctrace.zip, .ctrace.tar.zst or .ctrace.tar.later'),
    });
  });
});
