import { chownSync, mkdtempSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runCli, startCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { readTrace } from './reading/read-trace';

const TIMES = 5;
const answerSchema = z.object({
  imported: z.tuple([z.object({ traces: z.array(z.object({ id: z.string() })), error: errorDataSchema.nullable() })]),
});

inWorld('the folder of a recording that goes on', () => {
  const folder = (name: string): string => {
    const path = mkdtempSync(join(world().folder, name));
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  /** Waits for the first stream. @returns the folder that lttng writes into */
  const leafBelow = (path: string): string | undefined => {
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const metadata = files.find(({ name }) => name === 'metadata');
    return metadata && files.some(({ name, parentPath }) => parentPath === metadata.parentPath && name.endsWith('_0'))
      ? metadata.parentPath
      : undefined;
  };

  it('is imported as a complete trace that every reader accepts, or is refused with the name of the changed file', async () => {
    const from = folder('live-');
    const asked = ['record', '--engine=podman', '--network=none', `--image=${DEMO}`, '--json', '--library', from];
    const recording = startCli([...asked, '--', 'sh', '-c', 'while :; do ls / > /dev/null; done'], { as: 'user' });
    try {
      await awaitCondition(() => leafBelow(from) !== undefined, { what: 'a stream of lttng', timeoutMs: 60_000 });
      const leaf = leafBelow(from) ?? '';
      for (let time = 0; time < TIMES; time += 1) {
        const library = folder('into-');
        const result = await runCli(['import', leaf, '--json', '--library', library], { as: 'user' });
        const [{ traces, error }] = answerSchema.parse(result.json()).imported;
        if (error) {
          expect(error.message).toContain(dirname(leaf).slice(-20));
          expect(error).toMatchObject({ code: expect.stringMatching(/^(config|missing)$/), hint: expect.any(String) });
          await awaitClean({ ...worldScope([]), libraries: [library] });
          expect(readdirSync(library).filter((name) => !name.startsWith('.'))).toEqual([]);
        } else {
          const shown = await runCli(['show', traces[0]?.id ?? '', '--json', '--library', library], { as: 'user' });
          const report = traceReportSchema.parse(shown.json());
          expect(readTrace(report.path)).toHaveLength(report.events ?? -1);
        }
      }
    } finally {
      recording.kill('SIGINT');
      await recording.ended;
    }
  });
});
