import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import { tabTo } from './setup/by-keyboard';
import { expect, test } from './setup/fixtures';
import { callPanel, functionGrid, goToTab, picture, rowTree } from './setup/opened-trace';
import { endsAs, openOutput, output } from './setup/recording';

const { panel } = texts.traceTimeline;
const SLOW_MS = 400;
/** The program's own measure of the round, in whole milliseconds. */
const ROUND = /round 1: .* (\d+) ms/;

/** The amount of a text such as `412 ms` or `1.02 s`, in milliseconds. */
function milliseconds(text: string): number {
  const [, amount, unit] = /([\d.]+)\s(s|ms|µs|ns)/.exec(text) ?? [];
  const scale = { s: 1e3, ms: 1, µs: 1e-3, ns: 1e-6 }[unit ?? ''] ?? Number.NaN;
  return Number(amount) * scale;
}

test('a recording leads to its slow function, whose time and caller agree with the clock of the program', async ({
  ct,
}) => {
  const { page } = ct;
  const { keyboard } = page;
  const options = { rounds: 1, threads: 2, children: 2, depth: 5, 'slow-ms': SLOW_MS };
  const command = ['ct-sample', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])];
  await ct.ask('run:record', { config: { ...demoRun('podman'), title: 'A slow function', command } });
  await keyboard.press('Control+1');
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await openOutput(ct);
  await expect(output(ct)).toContainText(ROUND);
  const roundMs = Number(ROUND.exec(await output(ct).innerText())?.[1]);

  await page.getByRole('button', { name: texts.traces.menu.open, exact: true }).press('Enter');
  await expect(page.getByRole('tab', { name: texts.traceFrame.tabs.functions })).toBeVisible();
  await goToTab(ct, 'functions');
  await tabTo(ct, page.getByRole('textbox', { name: texts.traceTabs.functions.filter }));
  await keyboard.type('slow_function');
  await tabTo(ct, functionGrid(ct));
  await keyboard.press('Home');
  await expect(functionGrid(ct).getByRole('row', { selected: true })).toContainText('slow_function');
  await keyboard.press('Enter');
  await expect(callPanel(ct).getByRole('heading', { level: 2 })).toHaveText('slow_function');
  await expect(callPanel(ct)).toContainText(`${panel.calledBy} one_round`);
  await expect(callPanel(ct)).toContainText(panel.slowest('1'));

  // Both clocks are CLOCK_MONOTONIC. The call begins before the program reads its clock and ends after it, and lies in the round that
  // the program measures. So only the last shown digit, 1 ms, and the program's rounding to 1 ms are tolerated.
  const slowMs = milliseconds(await callPanel(ct).locator('.bottom-big').innerText());
  expect(slowMs).toBeGreaterThanOrEqual(SLOW_MS - 0.5);
  expect(slowMs).toBeLessThanOrEqual(roundMs + 1);

  await picture(ct).focus();
  await keyboard.press('Shift+ArrowUp');
  await expect(callPanel(ct).getByRole('heading', { level: 2 })).toHaveText('one_round');
  await expect(callPanel(ct)).toContainText(`${panel.calledBy} main`);
  expect(milliseconds(await callPanel(ct).locator('.bottom-big').innerText())).toBeGreaterThanOrEqual(roundMs - 1);

  await keyboard.press('0');
  const filter = page.getByRole('searchbox', { name: texts.traceTimeline.rows.filter });
  const rows = (name: RegExp) => rowTree(ct).getByRole('treeitem', { name });
  await filter.fill('worker-');
  for (const name of [/^worker-1 \[\d+\]/, /^worker-2 \[\d+\]/]) await expect(rows(name)).toBeVisible();
  await filter.fill('ct-sample');
  const processes = rows(/^ct-sample \[\d+\]/).and(page.locator('[aria-level="2"]'));
  await expect(processes, 'the program and its two children').toHaveCount(3);
});
