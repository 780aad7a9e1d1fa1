import type { Locator } from '@playwright/test';
import { texts } from '../../src/renderer/texts/en';
import type { TraceTab } from '../../src/shared/trace-view/trace-place';
import { runningProcesses } from '../../tests/leaks/processes';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';

const { traceFrame, traceTimeline, traceTabs } = texts;

/** The parts of the opened trace, by their roles. */
export const heading = ({ page }: AppWindow): Locator => page.getByRole('heading', { level: 1 });
export const rowTree = ({ page }: AppWindow): Locator => page.getByRole('tree', { name: traceTimeline.rows.tree });
export const picture = ({ page }: AppWindow): Locator => page.getByRole('img', { name: traceTimeline.plot.label });
export const callPanel = ({ page }: AppWindow): Locator =>
  page.getByRole('region', { name: traceTimeline.panel.label });
export const functionGrid = ({ page }: AppWindow): Locator =>
  page.getByRole('grid', { name: traceTabs.functions.table });
export const eventGrid = ({ page }: AppWindow): Locator => page.getByRole('grid', { name: traceTabs.events.table });
export const openAgain = ({ page }: AppWindow): Locator => page.getByRole('button', { name: traceFrame.failed.again });

/** Selects the trace whose row has this text in the list, and opens it. */
export async function openRow({ page }: AppWindow, text: string): Promise<void> {
  await page.keyboard.press('Control+2');
  const row = page.getByRole('row').filter({ hasText: text });
  // The rows move while the list takes in traces that were just written, so a click can hit another one.
  await expect(async () => {
    await row.click();
    await expect(row).toHaveAttribute('aria-selected', 'true', { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole('grid', { name: texts.traces.table }).press('Enter');
}

/** Opens a trace from the list, and waits until its title is shown. */
export async function openFromList(ct: AppWindow, title: string): Promise<void> {
  await openRow(ct, title);
  await expect(heading(ct)).toHaveText(title);
}

/** Waits until all of the trace was read. */
export const isRead = (ct: AppWindow, events: number): Promise<void> =>
  expect(
    ct.page
      .locator('.trace-facts')
      .getByText(traceFrame.header.events(events.toLocaleString('en-US')), { exact: true }),
    'the whole trace is read',
  ).toBeVisible({ timeout: 60_000 });

const KEYS = { insights: 'Alt+1', timeline: 'Alt+2', functions: 'Alt+3', events: 'Alt+4' } as const;

/** Opens a tab by its key. */
export async function goToTab(ct: AppWindow, tab: Exclude<TraceTab, 'compare'>): Promise<void> {
  await ct.page.keyboard.press(KEYS[tab]);
  const shown = ct.page.getByRole('tab', { name: new RegExp(`^${traceFrame.tabs[tab]}`) });
  await expect(shown).toHaveAttribute('aria-selected', 'true');
}

/** Process ids of the utility processes of this app, which read traces. */
export const readers = ({ desk }: AppWindow): number[] =>
  runningProcesses()
    .filter(({ argv }) => {
      const command = argv.join(' ');
      return command.includes('--utility-sub-type=node.mojom.NodeService') && command.includes(desk.profileDir);
    })
    .map(({ pid }) => pid);
