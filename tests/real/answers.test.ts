import { functionTableSchema } from '@shared/analysis/function-table';
import { traceSummarySchema } from '@shared/analysis/trace-summary';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { expectNothingLeft, recorded } from './reading/ways';

/** The demo runs `ls -la` so often. */
const RUNS = 5;

const eventSchema = z.object({ event: z.string(), container: z.string(), process: z.string(), symbol: z.string() });

inWorld('the answers of the command line', () => {
  it('about the demo have its containers, its known numbers of calls and its names, and agree with each other', async () => {
    const { id, events } = await recorded(['demo', '--engine', 'podman'], { as: 'user' });
    const ask = async (...args: string[]) => {
      const result = await runCli([...args, '--json'], { as: 'user' });
      expect(result).toMatchObject({ code: 0 });
      return result;
    };
    const summary = traceSummarySchema.parse((await ask('summary', id)).json());
    expect(summary.recordings.map((one) => one.events)).toEqual([events]);
    expect(summary.owners.map(({ kind }) => kind)).toEqual(['container']);
    expect(summary.owners[0]?.processes.filter(({ name }) => name === 'ls')).toHaveLength(RUNS);

    const { functions } = functionTableSchema.parse((await ask('functions', id)).json());
    const main = functions.find((one) => one.function === 'main');
    expect(main).toMatchObject({ count: RUNS, cut: 0, processes: RUNS, process: 'ls', unnamed: null });
    expect(functions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);

    const lines = (await ask('events', id, '--filter', '*:func_entry and process=ls')).stdout.trim().split('\n');
    const entries = lines.map((line) => eventSchema.parse(JSON.parse(line)));
    expect(entries).toHaveLength(functions.reduce((sum, { count, cut }) => sum + count + cut, 0));
    expect(entries.filter(({ symbol }) => symbol === 'main')).toHaveLength(RUNS);
    await expectNothingLeft();
  });
});
