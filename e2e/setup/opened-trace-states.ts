import type { Page } from '@playwright/test';
import { texts } from '../../src/renderer/texts/en';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';

const { traceFrame, traceTimeline, traceTabs } = texts;
const READ_MS = 60_000;

/** The place *Trace* while no trace is open. */
export async function noTraceState(ct: AppWindow, visit: Visit): Promise<void> {
  await ct.page.keyboard.press('Control+3');
  await expect(ct.page.getByText(traceFrame.none.text)).toBeVisible();
  await visit('trace-none');
}

/** Every tab of a trace that has function calls, and a search. @param other a trace to compare with */
export async function callTraceStates(ct: AppWindow, title: string, other: string, visit: Visit): Promise<void> {
  const { page } = ct;
  await open(ct, title);
  await insightStates(page, 'calls', visit);
  await openTab(page, 'timeline');
  const rows = page.getByRole('tree', { name: traceTimeline.rows.tree });
  await expect(rows.getByRole('treeitem').nth(2)).toBeVisible();
  await selectFirstCall(page);
  await visit('trace-timeline-calls', { main: true });
  await openTab(page, 'functions');
  const table = page.getByRole('grid', { name: traceTabs.functions.table });
  await expect(table.getByRole('row').nth(2)).toBeVisible({ timeout: READ_MS });
  await table.getByRole('row').nth(1).click();
  await visit('trace-functions', { main: true });
  for (const layout of ['top-down', 'bottom-up'] as const) {
    await page.getByText(traceTabs.functions.layouts[layout], { exact: true }).click();
    const tree = page.getByRole('treegrid', { name: traceTabs.functions.layouts[layout] });
    await expect(tree.getByRole('row').nth(2)).toBeVisible();
    await visit(`trace-functions-${layout}`);
  }
  await searchState(page, 'slow', visit);
  await compareState(page, other, visit);
}

/** The tabs of a trace of the kernel. Its functions are empty, and say why. */
export async function kernelTraceStates(ct: AppWindow, title: string, visit: Visit): Promise<void> {
  const { page } = ct;
  await open(ct, title);
  await insightStates(page, 'kernel', visit);
  await openTab(page, 'timeline');
  await selectFirstCall(page);
  await visit('trace-timeline-kernel', { main: true });
  await openTab(page, 'events');
  const field = page.getByLabel(traceTabs.events.filterLabel, { exact: true });
  await field.fill('sched_switch');
  await field.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'sched_switch' })).toBeChecked({ timeout: READ_MS });
  await visit('trace-events', { main: true });
  await openTab(page, 'functions');
  await expect(page.getByRole('region', { name: traceTabs.empty.parts.calls.none })).toBeVisible();
  await visit('trace-functions-empty');
}

async function open(ct: AppWindow, title: string): Promise<void> {
  await ct.go(texts.views.traces);
  await ct.page.getByRole('row', { name: title }).first().dblclick();
  await expect(ct.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function insightStates(page: Page, of: string, visit: Visit): Promise<void> {
  await openTab(page, 'insights');
  await expect(page.getByRole('complementary', { name: traceTabs.insights.aside })).toBeVisible({ timeout: READ_MS });
  await visit(`trace-insights-${of}`, { main: true });
}

/** The first call of the first thread: container, process and thread are the first rows. */
async function selectFirstCall(page: Page): Promise<void> {
  const { keyboard } = page;
  await page.getByRole('tree', { name: traceTimeline.rows.tree }).focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await keyboard.press(key);
  await page.getByRole('img', { name: traceTimeline.plot.label }).focus();
  await keyboard.press('ArrowRight');
  const panel = page.getByRole('region', { name: traceTimeline.panel.label });
  await expect(panel.getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible({ timeout: READ_MS });
}

async function searchState(page: Page, text: string, visit: Visit): Promise<void> {
  await page.keyboard.press('Control+F');
  await page.getByRole('combobox', { name: traceTabs.search.field }).fill(text);
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: READ_MS });
  await visit('trace-search');
  await page.keyboard.press('Escape');
}

async function compareState(page: Page, other: string, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: traceFrame.header.more }).click();
  await page.getByRole('menuitem', { name: traceTabs.compare.menu }).click();
  const pick = page.getByRole('region', { name: traceTabs.compare.pick });
  await expect(pick).toBeVisible();
  await visit('trace-compare-pick');
  await pick.getByRole('button', { name: other }).first().click();
  await expect(page.getByText(traceTabs.compare.difference)).toBeVisible({ timeout: READ_MS });
  await visit('trace-compare', { main: true });
}

const openTab = (page: Page, tab: keyof typeof traceFrame.tabs) =>
  page.getByRole('tab', { name: new RegExp(`^${String(traceFrame.tabs[tab])}`) }).click();
