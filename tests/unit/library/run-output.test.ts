import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noSuchTrace } from '@core/library/library-errors';
import { TraceLibrary } from '@core/library/trace-library';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const printed = (text: string, stepId = 'run-1'): string =>
  JSON.stringify({ type: 'step-output', at: 1, stepId, stream: 'stdout', text });

function log(...lines: string[]): TraceLibrary {
  mkdirSync(join(scratch.path, RUN_ID));
  writeFileSync(join(scratch.path, RUN_ID, 'run.log'), lines.join('\n'));
  return new TraceLibrary(scratch.path);
}

describe("a trace's output", () => {
  it("is what the containers printed, of run.log, without what a terminal obeys or another's lines", async () => {
    const library = log(
      JSON.stringify({ type: 'step-started', at: 1, stepId: 'run-1' }),
      printed('building\n', 'image'),
      printed('one\u2028\u001b[31m two\n'),
      'no JSON "step-output"',
      printed('three "step-output"\n', 'run-2'),
      printed('cut').slice(0, 40),
    );
    expect(await library.output(RUN_ID)).toEqual({ text: 'one\u2028 two\nthree "step-output"\n', droppedChars: 0 });
  });

  it('is its end when it is long', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const library = log(...Array.from({ length: 30_000 }, (_, n) => printed(n === 29_999 ? 'the end\n' : line)));
    const { text, droppedChars } = await library.output(RUN_ID);
    expect(text).toHaveLength(1_048_576);
    expect(text.endsWith(`${line}the end\n`)).toBe(true);
    expect(droppedChars + text.length).toBe(29_999 * 100 + 8);
  });

  it('and its commands are missing where there are none', async () => {
    mkdirSync(join(scratch.path, RUN_ID));
    const library = new TraceLibrary(scratch.path);
    await expect(library.output(RUN_ID)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringMatching(/run\.log/),
    });
    await expect(library.commands(RUN_ID)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringMatching(/commands\.sh/),
    });
    writeFileSync(join(scratch.path, RUN_ID, 'commands.sh'), '#!/bin/sh\ntrue\n');
    expect(await library.commands(RUN_ID)).toBe('#!/bin/sh\ntrue\n');
    await expect(library.output('20200101-000000-000000')).rejects.toMatchObject({
      code: 'missing',
      message: noSuchTrace('20200101-000000-000000', scratch.path).message,
    });
    expect(() => library.folderOf('../x')).toThrow(/not the id of a trace/);
  });
});
