import { readdirSync } from 'node:fs';
import { expect, test } from './setup/fixtures';
import { endsAs, startEndless } from './setup/recording';

test('Cancel and discard leaves nothing in the list and nothing on the disk', async ({ ct, desk }) => {
  await startEndless(ct);
  await ct.page.getByRole('button', { name: 'Cancel and discard' }).click();
  await endsAs(ct, 'Cancelled');
  await ct.go('Traces');
  await expect(ct.page.getByText('No trace yet.')).toBeVisible();
  expect(readdirSync(desk.libraryDir).filter((name) => !name.startsWith('.'))).toEqual([]);
});
