import { texts } from '../../src/renderer/texts/en';
import { SLOW_IMAGE, SLOW_TITLE } from '../../tests/real/entries/slow-recipe';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';

/** An image that ships and is not built yet, and its build with the log open; the app was started with such a recipe. */
export async function buildingState(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go(texts.views.record);
  const podman = page.getByRole('radio', { name: /^Podman/ });
  await expect(podman).toBeVisible({ timeout: 60_000 });
  await podman.click();
  await page.getByRole('combobox', { name: texts.record.fields.image, exact: true }).fill(SLOW_IMAGE);
  await page.keyboard.press('Escape');
  const build = page.getByRole('button', { name: texts.images.build, exact: true });
  await expect(build).toBeVisible({ timeout: 60_000 });
  await visit('record-not-built');
  await build.click();
  const building = page.getByRole('region', { name: texts.images.building(SLOW_TITLE) });
  await expect(building).toContainText('in the middle', { timeout: 60_000 });
  await building.getByRole('button', { name: texts.images.log }).click();
  await visit('record-building', { main: true });
  await building.getByRole('button', { name: texts.images.cancelBuild }).click();
  await expect(building).toHaveCount(0, { timeout: 60_000 });
}
