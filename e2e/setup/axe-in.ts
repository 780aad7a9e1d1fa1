import AxeBuilder from '@axe-core/playwright';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';

/** The dark theme checks only rules that depend on colours. */
const THEMES = [
  ['light', []],
  ['dark', ['color-contrast']],
] as const;

/**
 * An open list or menu. While it is open, Base UI hides the rest of the page from assistive technologies, as behind a
 * dialog, and renders it at the end of the page. So it is checked separately.
 */
const DROPPED = 'body > :not(#root):has([role=menu], [role=listbox])';

/** Checks a state with axe in both themes. Electron cannot open the second page that axe's default mode needs, so use legacy mode. */
export function axeIn({ page }: AppWindow): Visit {
  return async (state) => {
    for (const [colorScheme, rules] of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      if ((await page.locator(DROPPED).count()) > 0)
        axe.include(DROPPED).disableRules(['region', 'page-has-heading-one']);
      if (rules.length > 0) axe.withRules([...rules]);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`),
      }));
      expect.soft(found, `${state}, ${colorScheme}`).toEqual([]);
    }
  };
}
