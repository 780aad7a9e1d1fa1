import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkspaceLocked } from '../src/core/viewer/workspace-lock';
import { texts } from '../src/renderer/texts/en';
import { openingPlanSchema, openingSchema } from '../src/shared/viewer/opening';
import { processOf } from '../tests/setup/process-table';
import { type AppWindow, openWindow } from './setup/app-window';
import { commandLine } from './setup/command-line';
import type { Desk } from './setup/desk';
import {
  closeWindow,
  indexComplete,
  indexedEvents,
  isWorkedOut,
  openExperiment,
  photograph,
  startWindowManager,
} from './setup/eclipse-window';
import { end, expect, test } from './setup/fixtures';
import { own } from './setup/own';
import { eventsOf, plantSample, writeSampleRecord } from './setup/sample-trace';
import { willChoose } from './setup/will-choose';

const ID = '20260304-120000-00000a';
const OTHER = '20260304-110000-00000b';
const TITLE = 'Grüße aus dem Büro: ls / 日本語';
const EXPERIMENT = 'Grüße aus dem Büro- ls - 日本語';

/** A user's folder with spaces and non-ASCII characters. */
const withLibrary = (desk: Desk, name: string): Desk => {
  const libraryDir = join(desk.libraryDir, name);
  return { ...desk, libraryDir, env: { ...desk.env, CONTAINERS_TRACE_LIBRARY: libraryDir } };
};
const bar = ({ page }: AppWindow) => page.getByRole('region', { name: texts.viewers.label, exact: true });
const panel = ({ page }: AppWindow) => page.getByRole('complementary');
const openButton = (ct: AppWindow) => panel(ct).getByRole('button', { name: texts.viewers.open });
const workspaceOf = (desk: Desk, id: string): string => {
  const name = readdirSync(desk.workspacesDir).find((one) => one.startsWith(id));
  return join(desk.workspacesDir, name ?? 'none');
};
const viewerOf = (workspace: string): number =>
  (JSON.parse(readFileSync(join(workspace, 'launch.json'), 'utf8')) as { viewer: { pid: number } }).viewer.pid;
const json = (desk: Desk, ...words: string[]): unknown => JSON.parse(commandLine(desk, 'open', '--json', ...words));

test('the real Trace Compass opens kernel and userspace as one experiment, once, and outlives the app', async ({
  desk: plain,
}, info) => {
  test.slow();
  const program = process.env['CONTAINERS_TRACE_TEST_VIEWER'] ?? '';
  info.skip(program === '', 'it is made as root: `npm run test:e2e -- --disposable viewer`');
  const desk = withLibrary(plain, 'Tränen lachen');
  const trace = plantSample(desk, ID, TITLE);
  plantSample(desk, OTHER, 'Never opened');
  const counts = trace.leaves.map((leaf) => eventsOf(join(trace.dir, leaf)));
  expect(counts).toEqual([130_177, 97]);
  const manager = startWindowManager();
  const ct = await openWindow(desk);
  const { page } = ct;
  try {
    await ct.go(texts.views.traces);
    await page.getByRole('row', { name: /Grüße/ }).click();

    await openButton(ct).click();
    await expect(bar(ct), 'there is none').toContainText('https://eclipse.dev/tracecompass');
    await willChoose(ct, join(trace.dir, 'trace.json'));
    await bar(ct).getByRole('button', { name: texts.viewers.selectProgram }).click();
    await expect(bar(ct), 'what was chosen is looked at').toContainText(join(trace.dir, 'trace.json'));
    await willChoose(ct, program);
    await bar(ct).getByRole('button', { name: texts.viewers.selectProgram }).click();
    await expect(bar(ct).getByRole('progressbar')).toBeVisible();
    await expect(bar(ct)).toContainText(texts.viewers.opened('').slice(2), { timeout: 120_000 });
    await page.screenshot({ path: info.outputPath('opened.png') });

    const workspace = workspaceOf(desk, ID);
    const viewer = viewerOf(workspace);
    expect(isWorkspaceLocked(workspace)).toBe(true);
    await page.getByRole('row', { name: /Grüße/ }).click();
    await page.keyboard.press('Control+o');
    await expect(bar(ct), 'a second one is not started').toContainText(texts.viewers.openAlready('').slice(2));
    expect(openingSchema.parse(json(desk, ID))).toEqual({ outcome: 'open-already', experiment: EXPERIMENT });
    expect(viewerOf(workspace)).toBe(viewer);

    const dry = openingPlanSchema.parse(json(desk, OTHER, '--dry-run'));
    expect(dry).toMatchObject({ program, version: '6.2.0', experiment: 'Never opened' });
    expect(dry.args.slice(-2)).toEqual(['-vmargs', '-Xmx1024m']);
    expect(dry.args.filter((word) => word === '--open')).toHaveLength(2);
    expect(existsSync(dry.workspace), 'nothing is made for the question').toBe(false);

    await ct.ask('traces:rename', { id: ID, title: 'Another name' });
    for (const leaf of trace.leaves)
      await expect.poll(() => isWorkedOut(workspace, leaf), { message: leaf, timeout: 60_000 }).toBe(true);
    ct.main.kill('SIGKILL');
    await expect.poll(() => plain.leftovers(), { message: 'the watchdog has cleaned up', timeout: 30_000 }).toEqual([]);
    expect(processOf(viewer), 'the viewer outlives a killed app').toBeDefined();
    expect(processOf(viewer)?.command).toContain('-Xmx1024m');

    for (const leaf of trace.leaves) await indexComplete(workspace, leaf, viewer);
    closeWindow();
    await expect.poll(() => isWorkspaceLocked(workspace), { timeout: 30_000 }).toBe(false);
    const indexed = trace.leaves.map((leaf) => indexedEvents(workspace, leaf));
    expect(indexed, 'each leaf has as many events as babeltrace2 reads').toEqual(counts);

    // The trace has grown meanwhile. The analysis is kept, and new leaves are added to the experiment.
    const worked = join(workspace, 'Tracing/.tracing', trace.leaves[0], 'statistics-totals.ht');
    const before = statSync(worked).mtimeMs;
    const grown = `${trace.leaves[1]}-snapshot-2`;
    cpSync(join(trace.dir, trace.leaves[1]), join(trace.dir, grown), { recursive: true });
    writeSampleRecord(trace, [trace.leaves[1], grown]);
    expect(openingSchema.parse(json(desk, ID))).toEqual({ outcome: 'opened', experiment: EXPERIMENT });
    expect(isWorkspaceLocked(workspace), 'it outlives the command line').toBe(true);
    const leaves = [...trace.leaves, grown];
    expect(readdirSync(join(workspace, 'Tracing/Experiments', EXPERIMENT)).sort()).toEqual([...leaves].sort());
    await expect.poll(() => isWorkedOut(workspace, grown), { timeout: 60_000 }).toBe(true);
    expect(statSync(worked).mtimeMs, 'nothing is worked out twice').toBe(before);

    const second = viewerOf(workspace);
    await indexComplete(workspace, grown, second);
    await openExperiment(workspace, EXPERIMENT);
    await indexComplete(workspace, `${EXPERIMENT}_exp`, second);
    photograph(info.outputPath('trace-compass.png'));
    commandLine(desk, 'delete', '--now', ID);
    expect(existsSync(join(workspace, 'launch.json')), 'not taken from under an open viewer').toBe(true);
    closeWindow();
    await expect.poll(() => isWorkspaceLocked(workspace), { timeout: 30_000 }).toBe(false);
    expect(indexedEvents(workspace, `${EXPERIMENT}_exp`), 'the experiment holds all of them').toBe(130_177 + 97 + 97);
    commandLine(desk, 'recover');
    expect(existsSync(workspace), 'it goes with its trace').toBe(false);
  } finally {
    manager.kill();
    for (const name of readdirSync(desk.workspacesDir)) {
      const launch = join(desk.workspacesDir, name, 'launch.json');
      if (existsSync(launch) && processOf(viewerOf(join(desk.workspacesDir, name))))
        process.kill(-viewerOf(join(desk.workspacesDir, name)), 'SIGKILL');
    }
    if (ct.main.exitCode === null && ct.main.signalCode === null) ct.main.kill('SIGKILL');
  }
});

/** Writes a replacement for Trace Compass, and selects it in the settings. */
function standIn(desk: Desk, name: string, lines: string[]): void {
  const path = join(desk.configDir, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  writeFileSync(join(desk.configDir, 'settings.json'), JSON.stringify({ viewerPath: path }));
  own(desk.configDir);
}

test('replacements that crash at start or hang are reported with their output and a hint; a real terminal shows the events', async ({
  desk: plain,
}) => {
  const desk: Desk = { ...plain, env: { ...plain.env, CONTAINERS_TRACE_VIEWER_WAIT: '1' } };
  const trace = plantSample(desk, ID, 'A sample');
  standIn(desk, 'dies at start', ['echo "no display: $1" >&2', 'exit 7']);
  const ct = await openWindow(desk);
  try {
    const { page } = ct;
    await ct.go(texts.views.traces);
    await page.getByRole('row', { name: /A sample/ }).click();
    await openButton(ct).click();
    await expect(bar(ct)).toContainText('status 7');
    await bar(ct).getByText(texts.error.details).click();
    await expect(bar(ct)).toContainText('no display: --launcher.appendVmargs');

    standIn(desk, 'hangs', ['echo "waits for ever"', 'exec tail -f /dev/null']);
    await bar(ct).getByRole('button', { name: texts.viewers.again }).click();
    await expect(bar(ct).getByRole('button', { name: texts.viewers.keepWaiting })).toBeVisible();
    await expect(bar(ct)).toContainText('waits for ever');
    const viewer = viewerOf(workspaceOf(desk, ID));
    await bar(ct).getByRole('button', { name: texts.viewers.keepWaiting }).click();
    await expect(bar(ct).getByRole('progressbar')).toBeVisible();
    await expect(bar(ct).getByRole('button', { name: texts.viewers.keepWaiting })).toBeVisible();
    expect(viewerOf(workspaceOf(desk, ID)), 'the same one').toBe(viewer);
    await bar(ct).getByRole('button', { name: texts.viewers.quit }).click();
    await expect(bar(ct)).toHaveCount(0);
    expect(processOf(viewer)).toBeUndefined();

    await panel(ct).getByRole('button', { name: texts.traces.menu.more }).click();
    await page.getByRole('menuitem', { name: texts.viewers.terminal }).click();
    const reader = () =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => processOf(Number(name)) ?? [])
        .filter(({ command }) => !command.startsWith('bash') && / -e bash .*babeltrace2/.test(command))
        .filter(({ command }) => command.includes(trace.dir));
    await expect.poll(() => reader().length, { message: 'a terminal runs babeltrace2 on the leaves' }).toBe(1);
    const [terminal] = reader();
    expect(terminal?.command).toContain(join(trace.dir, trace.leaves[0]));
    expect(terminal?.environment.some((word) => word.startsWith('CONTAINERS_TRACE_'))).toBe(false);
    if (terminal) process.kill(-terminal.pid, 'SIGKILL');
  } finally {
    await end(ct);
  }
});
