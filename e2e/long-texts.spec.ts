import { openWindow } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';

/** Labels in another language are up to two fifths longer. A truncated text must show its full text on hover. */
test('with every text two fifths longer nothing is cut or leaves its box, at the smallest size', async ({ desk }) => {
  const ct = await openWindow({ ...desk, env: { ...desk.env, CONTAINERS_TRACE_LONG_TEXTS: '1' } });
  const { app, page } = ct;
  try {
    const size = [960, 640] as const;
    await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), size);
    await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, size);
    const rail = page.getByRole('navigation').getByRole('button');
    await expect(rail.first()).toContainText(/^Record\p{L}+/u);
    for (const [view, index] of [
      ['traces', 1],
      ['doctor', 2],
      ['settings', 3],
      ['record', 0],
    ] as const) {
      await rail.nth(index).click();
      await expect(rail.nth(index)).toHaveAttribute('aria-current', 'page');
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expect.poll(() => page.evaluate(findCut), { message: view, timeout: 30_000 }).toEqual([]);
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await page.evaluate(findCut), 'palette').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await page.evaluate(findCut), 'keys').toEqual([]);
  } finally {
    await end(ct);
  }
});

/** Runs in the page: finds elements with truncated text and no title, and elements outside the window. */
function findCut(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (
      element.closest('.visually-hidden, svg, [aria-hidden="true"], [data-base-ui-inert]') ||
      element.clientWidth <= 1
    )
      continue;
    const { overflowX, visibility } = getComputedStyle(element);
    if (visibility === 'hidden' || /auto|scroll/.test(overflowX) || /^(INPUT|TEXTAREA)$/.test(element.tagName))
      continue;
    const told = element.closest('[title]') !== null;
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const wide = element.scrollWidth > element.clientWidth + 1 && (says || element.tagName === 'BUTTON');
    const out = element.getBoundingClientRect().right > innerWidth + 1 && !isClipped(element);
    if ((wide && !told) || out)
      found.push(
        `${out ? 'out' : 'cut'} ${element.tagName.toLowerCase()}.${element.className}: ${element.innerText.slice(0, 60)}`,
      );
  }
  return found;

  function isClipped(element: HTMLElement): boolean {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
      if (getComputedStyle(above).overflowX !== 'visible') return true;
    return false;
  }
}
