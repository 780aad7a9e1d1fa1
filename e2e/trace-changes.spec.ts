import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { traceLink } from '../src/shared/trace-view/trace-link';
import { WHOLE_PLACE } from '../src/shared/trace-view/trace-place';
import { writeLeafFolder } from '../tests/setup/leaf-folder';
import { MS, SECOND, type WrittenLeaf } from '../tests/setup/written-leaf';
import { call, type Program, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import type { AppWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import { eventGrid, functionGrid, goToTab, heading, isRead, openAgain, openFromList } from './setup/opened-trace';
import { own } from './setup/own';
import { choose } from './setup/palette';
import { plantWritten, type Written } from './setup/written-trace';

const ID = '20260304-120000-000000';
const TITLE = 'A few calls';
const { failed, header } = texts.traceFrame;
const api: Program = { vpid: 7, vtid: 7, name: 'api' };

/** A call every 10 ms, in packets of half a second. */
const leafOf = (calls: number): WrittenLeaf =>
  userspace(
    Array.from({ length: calls }, (_, n) => call(api, 0x401000, n * 10 * MS, n * 10 * MS + MS)).flat(),
    Array.from({ length: calls / 50 }, (_, n) => ({ begin: (n * SECOND) / 2, end: ((n + 1) * SECOND) / 2 - 1 })),
  );
const CALLS = 100;
const plant = (desk: Desk, more: Partial<Written> = {}): string =>
  plantWritten(desk, { id: ID, title: TITLE, leaves: [leafOf(CALLS)], ...more });

const alert = ({ page }: AppWindow) => page.locator('.trace-problem');
const edit = (dir: string, change: object): void => {
  const path = join(dir, 'trace.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
};
const reopen = async (ct: AppWindow): Promise<void> => {
  await ct.page.reload();
  await expect(heading(ct)).toHaveText(/./);
};

test('a trace that is renamed while it is open has its new name', async ({ ct, desk }) => {
  plant(desk);
  await openFromList(ct, TITLE);
  await isRead(ct, 2 * CALLS);
  await ct.ask('traces:rename', { id: ID, title: 'Its new name' });
  await expect(heading(ct)).toHaveText('Its new name');
  await openFromList(ct, 'Its new name');
});

test('a trace that is deleted while it is open can be read on, and opened again when it is restored', async ({
  ct,
  desk,
}) => {
  plant(desk);
  await openFromList(ct, TITLE);
  await isRead(ct, 2 * CALLS);
  await ct.ask('traces:delete', { ids: [ID] });
  await goToTab(ct, 'functions');
  await expect(functionGrid(ct).getByRole('row').nth(1)).toContainText('0x401000');
  await goToTab(ct, 'events');
  await expect(eventGrid(ct)).toHaveAttribute('aria-rowcount', String(2 * CALLS + 1));
  await reopen(ct);
  await expect(openAgain(ct)).toBeVisible();
  await ct.ask('traces:restore', { ids: [ID] });
  await openAgain(ct).press('Enter');
  await isRead(ct, 2 * CALLS);
});

test('a trace that is being recorded is opened when it has ended, and one that grows keeps what it had', async ({
  ct,
  desk,
}) => {
  const dir = plant(desk);
  edit(dir, { state: 'recording' });
  // The list opens no trace that is being recorded, but a link does.
  await choose(ct.page, traceLink({ id: ID, place: WHOLE_PLACE }), texts.palette.openLink);
  await expect(alert(ct)).toContainText(ID);
  edit(dir, { state: 'ready' });
  await openAgain(ct).press('Enter');
  await isRead(ct, 2 * CALLS);

  // As a trace by reference whose tracer still writes: the next packet.
  const [longer = new Uint8Array()] = leafOf(2 * CALLS).streams;
  writeFileSync(join(dir, 'ust/channel0_0'), longer);
  await goToTab(ct, 'events');
  await expect(eventGrid(ct)).toHaveAttribute('aria-rowcount', String(2 * CALLS + 1));
  await reopen(ct);
  await isRead(ct, 4 * CALLS);
});

test('a damaged trace shows what can be read, or says what is wrong with it', async ({ ct, desk }) => {
  const dir = plant(desk);
  const stream = join(dir, 'ust/channel0_0');
  const size = readFileSync(stream).length;
  await test.step('cut in its last packet before it is opened', async () => {
    truncateSync(stream, size - 100);
    await openFromList(ct, TITLE);
    // The last 100 bytes are one event and a part of another.
    await isRead(ct, 2 * CALLS - 2);
    await expect(ct.page.getByText(header.unread(1))).toBeVisible();
  });
  await test.step('emptied while it is open', async () => {
    truncateSync(stream, 0);
    await goToTab(ct, 'events');
    await expect(ct.page.getByRole('alert').or(eventGrid(ct)).first()).toBeVisible();
    await reopen(ct);
    await isRead(ct, 0);
  });
  await test.step('without readable metadata', async () => {
    writeFileSync(join(dir, 'ust/metadata'), '/* CTF 1.8 */ trace { major = 1; ');
    await reopen(ct);
    await expect(alert(ct)).toContainText(ID);
    await expect(openAgain(ct)).toBeVisible();
  });
  await test.step('without its folder', async () => {
    renameSync(dir, `${dir}-elsewhere`);
    await reopen(ct);
    await expect(alert(ct)).toBeVisible();
    await ct.page.getByRole('button', { name: failed.toList }).press('Enter');
    await expect(heading(ct)).toHaveText(texts.views.traces);
  });
});

test('a trace by reference whose files are gone says so, while it is open and before', async ({ ct, desk }) => {
  const elsewhere = join(desk.configDir, 'elsewhere');
  const { path, schema, streams } = leafOf(CALLS);
  writeLeafFolder(join(elsewhere, path), schema, streams);
  const imported = { at: '2026-01-02T03:04:05.000Z', from: elsewhere, how: 'reference', kind: 'ctf' } as const;
  const dir = plant(desk, { record: { imported, config: null } });
  rmSync(join(dir, path), { recursive: true });
  mkdirSync(join(dir, path));
  writeFileSync(join(dir, path, 'metadata'), readFileSync(join(elsewhere, path, 'metadata')));
  symlinkSync(join(elsewhere, path, 'channel0_0'), join(dir, path, 'channel0_0'));
  own(desk.libraryDir);
  own(desk.configDir);
  await openFromList(ct, TITLE);
  await isRead(ct, 2 * CALLS);
  rmSync(elsewhere, { recursive: true });
  expect(existsSync(join(dir, path, 'channel0_0'))).toBe(false);
  await goToTab(ct, 'events');
  await expect(ct.page.getByRole('alert').or(eventGrid(ct)).first()).toBeVisible();
  await reopen(ct);
  await expect(alert(ct)).toContainText('channel0_0');
  await expect(openAgain(ct)).toBeVisible();
});
