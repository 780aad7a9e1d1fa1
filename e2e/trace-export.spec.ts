import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { TRACE_FILE_FORMATS } from '../src/shared/archive/formats';
import type { TraceFacts } from '../src/shared/trace-view/trace-facts';
import { readEvents } from '../tests/vm/reading/read-events';
import { expect, test } from './setup/fixtures';
import { isRead, openFromList } from './setup/opened-trace';
import { plantSample } from './setup/sample-trace';
import { openPort } from './setup/trace-port';
import { willSaveIn } from './setup/will-save';

const { traceFrame } = texts;
const TITLE = 'Kernel and userspace';
const ID = '20260304-120000-000000';
const EVENTS = 130_274;
/** Time and name of an event in one line of a format. */
const READ = {
  ndjson: (line: string): string => {
    const { ns, event } = JSON.parse(line);
    return `${ns} ${event}`;
  },
  csv: (line: string): string => line.split(',').slice(1, 3).join(' '),
} as const;
const [FROM_NS, TO_NS] = [2e9, 2.05e9];

test('the exported range has exactly the events of the range, as babeltrace2 reads them', async ({ ct, desk }) => {
  const { page } = ct;
  const { dir } = plantSample(desk, ID, TITLE);
  const folder = await willSaveIn(ct, 'exports');
  const port = await openPort(page, ID, 'begin');
  const { beginUnixNs } = (await port.ask('facts', null)).value as TraceFacts;
  await port.close();
  const expected: string[] = [];
  await readEvents(dir, [
    ({ atNs, name }) => {
      const ns = Number(atNs - BigInt(beginUnixNs ?? 0));
      if (ns >= FROM_NS && ns < TO_NS) expected.push(`${ns} ${name}`);
    },
  ]);
  expected.sort();
  expect(expected.length).toBeGreaterThan(1_000);

  await openFromList(ct, TITLE);
  await isRead(ct, EVENTS);
  for (const [end, typed] of [
    ['fromNs', '2s'],
    ['toNs', '+50ms'],
  ] as const) {
    const field = page.getByRole('textbox', { name: traceFrame.range[end] });
    await field.fill(typed);
    await field.press('Enter');
  }
  for (const format of ['ndjson', 'csv'] as const) {
    const { title, extension } = TRACE_FILE_FORMATS[format];
    await page.getByRole('button', { name: traceFrame.header.more }).press('Enter');
    await page.getByRole('menuitem', { name: traceFrame.menu.exportRange }).press('ArrowRight');
    await page.getByRole('menuitem', { name: title }).press('Enter');
    const exported = (): string => readdirSync(folder).find((name) => name.endsWith(`.${extension}`)) ?? '';
    await expect.poll(exported, { message: `the ${title} is written`, timeout: 60_000 }).not.toBe('');
    const lines = readFileSync(join(folder, exported()), 'utf8').trim().split('\n');
    const found = lines.slice(format === 'csv' ? 1 : 0).map(READ[format]);
    expect(found.sort(), title).toEqual(expected);
  }
});
