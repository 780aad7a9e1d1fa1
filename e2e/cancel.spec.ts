import { readdirSync } from 'node:fs';
import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { endsAs, startEndless } from './setup/recording';

test('Cancel and discard leaves nothing in the list and nothing on the disk', async ({ ct, desk }) => {
  await startEndless(ct);
  await ct.page.getByRole('button', { name: texts.run.cancel }).click();
  await endsAs(ct, texts.run.phase.cancelled);
  await ct.go(texts.views.traces);
  await expect(ct.page.getByText(texts.traces.empty)).toBeVisible();
  expect(readdirSync(desk.libraryDir).filter((name) => !name.startsWith('.'))).toEqual([]);
});
