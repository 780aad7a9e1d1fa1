import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { openWindow } from './setup/app-window';
import { commandLine } from './setup/command-line';
import { end, expect, test } from './setup/fixtures';
import { own } from './setup/own';
import { plantSample } from './setup/sample-trace';
import { secondStart } from './setup/second-start';

const TITLES = { first: 'Opened at the start', second: 'Opened later', old: 'With an old name' } as const;
const IDS = {
  first: '20260304-120000-000001',
  second: '20260304-120000-000002',
  old: '20260304-120000-000003',
} as const;

test('archives given as arguments are imported, also by a window that is open', async ({ desk }, info) => {
  const given = join(desk.configDir, 'given');
  mkdirSync(given);
  own(given);
  const exported = (name: keyof typeof IDS, file: string): string => {
    const { dir, id } = plantSample(desk, IDS[name], TITLES[name]);
    const path = join(given, file);
    commandLine(desk, 'export', id, '--output', path);
    rmSync(dir, { recursive: true });
    return path;
  };
  const first = exported('first', '$(touch x) `y` --no-sandbox.ctrace.zip');
  const second = exported('second', 'b.ctrace.tar.zst');
  const old = join(given, 'old name.zip');
  renameSync(exported('old', 'c.ctrace.zip'), old);

  const ct = await openWindow(desk, { env: {}, args: [], opens: [first] });
  const { page } = ct;
  const row = (title: string) => page.getByRole('row', { name: title });
  await expect(row(TITLES.first)).toHaveAttribute('aria-selected', 'true');
  expect(await secondStart(desk, second, `file://${encodeURI(old)}`)).toMatchObject({ code: 0 });
  await expect(row(TITLES.second)).toBeVisible();
  await expect(row(TITLES.old)).toBeVisible();

  // A second double click asks before it makes a copy.
  const dialog = page.getByRole('dialog', { name: texts.imports.title });
  expect(await secondStart(desk, first)).toMatchObject({ code: 0 });
  await expect(dialog.getByRole('listitem')).toContainText(texts.imports.existing.library);
  await page.screenshot({ path: info.outputPath('existing.png') });
  await dialog.getByRole('button', { name: texts.imports.cancel }).click();

  // What is no archive is refused by the same checks as every import.
  writeFileSync(join(given, 'no archive.ctrace.zip'), 'text');
  execFileSync('mkfifo', [join(given, 'pipe.ctrace.zip')]);
  own(given);
  for (const name of ['no archive.ctrace.zip', 'pipe.ctrace.zip', 'missing.ctrace.zip']) {
    expect(await secondStart(desk, join(given, name))).toMatchObject({ code: 0 });
    await expect(dialog).toContainText(name);
    await dialog.getByRole('button', { name: texts.imports.close }).click();
  }

  // More arguments than one start can hand to another one change nothing.
  const many = Array.from({ length: 900 }, (_, n) => join(given, `${n} of many.ctrace.zip`));
  const refused = await secondStart(desk, ...many);
  expect(refused.code, refused.stderr).toBe(2);
  expect((await ct.ask('traces:list', null)).map(({ title }) => title).sort()).toEqual(Object.values(TITLES).sort());
  await end(ct);
});
