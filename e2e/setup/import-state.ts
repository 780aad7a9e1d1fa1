import { join } from 'node:path';
import { texts } from '../../src/renderer/texts/en';
import { writeSmallCtf } from '../../tests/setup/small-ctf';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { own } from './own';
import { choose } from './palette';
import type { Visit } from './visit';
import { willChoose } from './will-choose';

/** What was found in a folder of bare traces, before anything of it is copied. */
export async function importState(ct: AppWindow, visit: Visit): Promise<void> {
  const { page, desk } = ct;
  const folder = join(desk.configDir, 'lttng-traces');
  for (const [session, events] of [
    ['nginx-20261127-101502', 41_000],
    ['nginx-20261127-153347', 9_300],
  ] as const) {
    writeSmallCtf(join(folder, session), { domain: 'kernel', events });
    writeSmallCtf(join(folder, session), { events: events / 4 });
  }
  own(folder);
  await willChoose(ct, folder);
  await ct.go(texts.views.traces);
  await choose(page, 'import folder', texts.imports.actionFolder);
  const dialog = page.getByRole('dialog', { name: texts.imports.title });
  await expect(dialog).toContainText(texts.imports.found(2));
  await visit('import');
  await dialog.getByRole('button', { name: texts.imports.cancel }).click();
  await expect(dialog).toBeHidden();
}
