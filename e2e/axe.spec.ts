import AxeBuilder from '@axe-core/playwright';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { endsAs, startEndless } from './setup/recording';

/** Electron cannot open the second page that axe's own mode wants: legacy mode only. */
async function findsNothing({ page }: AppWindow, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`),
    }));
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

test('axe finds nothing in any view and state, light and dark', async ({ ct }) => {
  const { page } = ct;
  await expect(page.getByRole('tab', { name: 'Shell script' })).toBeVisible({ timeout: 60_000 });
  await findsNothing(ct, 'record');
  await page.getByRole('tab', { name: 'Shell script' }).click();
  await findsNothing(ct, 'record, script');
  await ct.go('Traces');
  await expect(page.getByText('No trace yet.')).toBeVisible();
  await findsNothing(ct, 'traces, empty');
  await ct.go('Doctor');
  await expect(page.getByRole('button', { name: 'Look again' })).toBeEnabled();
  await findsNothing(ct, 'doctor');

  await startEndless(ct);
  await findsNothing(ct, 'run, going on');
  await ct.go('Doctor');
  await findsNothing(ct, 'doctor under the run bar');
  await ct.go('Record');
  await page.getByRole('button', { name: /^Stop and keep/ }).click();
  await endsAs(ct, 'Recorded');
  await findsNothing(ct, 'run, over');
  await page.getByRole('button', { name: 'Show in list' }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Files' })).toBeVisible();
  await findsNothing(ct, 'traces, detail');
  await page.getByRole('complementary').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await findsNothing(ct, 'traces, question');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('there is no such trace');
  await expect(page.getByText(/No trace matches/)).toBeVisible();
  await findsNothing(ct, 'traces, nothing found');
});
