import type { Locator } from '@playwright/test';
import { texts } from '../../src/renderer/texts/en';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { startingWith } from './wording';

/** The record form as a test drives it. */
export function recordForm({ page }: AppWindow) {
  const text = (name: string): Locator => page.getByRole('textbox', { name, exact: true });
  return {
    text,
    image: page.getByRole('combobox', { name: texts.record.fields.image, exact: true }),
    /** Under the button, while it is off. */
    reason: page.locator('#why-not'),
    record: page.getByRole('button', { name: new RegExp(`^${texts.record.start}.*Ctrl\\+Enter$`) }),
    more: page.getByRole('button', { name: startingWith(texts.record.more.title) }),
    setups: page.locator('.setups'),
    engine: (title: string): Locator => page.getByRole('radio', { name: new RegExp(`^${title}`) }),
    /** What is told of a field, by the element that the field itself names. */
    async errorOf(field: Locator): Promise<string> {
      const id = await field.getAttribute('aria-describedby');
      return id === null ? '' : page.locator(`[id="${id}"]`).innerText();
    },
  };
}

/** The form with Podman chosen, once this machine was looked at. */
export async function openForm(ct: AppWindow) {
  await ct.go(texts.views.record);
  const form = recordForm(ct);
  await expect(form.engine('Podman')).toBeVisible({ timeout: 60_000 });
  await form.engine('Podman').click();
  return form;
}

/** Presses Tab until the focus is on what has this name. */
export async function tabTo({ page }: AppWindow, name: RegExp, most = 90): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < most; presses += 1) {
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
      return element.getAttribute('aria-label') ?? labels?.[0]?.innerText ?? element.innerText;
    });
    if (name.test(at)) return;
    seen.push(at.split('\n')[0] ?? '');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} has no focus after ${most} presses of Tab: ${seen.join(' · ')}`);
}
