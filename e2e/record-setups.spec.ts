import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';
import { openForm } from './setup/record-form';

test('a setup is saved, changed, chosen after a restart, renamed and deleted', async ({ desk }) => {
  let ct = await openWindow(desk);
  let form = await openForm(ct);
  const item = (name: string | RegExp) => ct.page.getByRole('menuitem', { name, exact: true });
  await form.text('Command').fill('ls /usr');
  await form.text('Repeat').fill('7');
  await form.setups.click();
  await item('Save as…').click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Seven times');
  await ct.page.keyboard.press('Enter');
  await expect(form.setups).toHaveText('Seven times');
  await form.text('Repeat').fill('8');
  await expect(form.setups).toHaveText(/changed/);
  await form.setups.click();
  await item('Save “Seven times”').click();
  await expect(form.setups).toHaveText('Seven times');
  // A name that is taken is replaced only when that is said.
  await form.setups.click();
  await item('Save as…').click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Seven times');
  await expect(ct.page.getByRole('button', { name: 'Replace it' })).toBeVisible();
  await ct.page.keyboard.press('Escape');
  await form.setups.click();
  await item('Empty the form').click();
  await expect(form.text('Repeat')).toHaveValue('');
  await form.text('Command').fill('left as it is');
  await expect.poll(async () => (await ct.ask('setups:last', null)).draft?.command).toBe('left as it is');
  await end(ct);

  ct = await openWindow(desk);
  form = await openForm(ct);
  await expect(form.text('Command')).toHaveValue('left as it is');
  await form.setups.click();
  await ct.page.getByRole('menuitemradio', { name: 'Seven times' }).click();
  await expect(form.text('Command')).toHaveValue('ls /usr');
  await expect(form.text('Repeat')).toHaveValue('8');
  await form.setups.click();
  await item('Rename “Seven times”…').click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Eight times');
  await ct.page.keyboard.press('Enter');
  await expect(form.setups).toHaveText('Eight times');
  await form.setups.click();
  await item('Delete “Eight times”…').click();
  await ct.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(form.setups).toHaveText('Setups');
  await expect(form.text('Repeat')).toHaveValue('8');
  expect(await ct.ask('setups:list', null)).toEqual([]);
  await end(ct);
});

test('a file of setups that is broken is set aside, and the form starts with the demo', async ({ desk }) => {
  writeFileSync(join(desk.configDir, 'setups.json'), '{"schema":1,"last":');
  const ct = await openWindow(desk);
  await expect(ct.page.getByText(/setups\.json is not JSON.*set aside/)).toBeVisible();
  const form = await openForm(ct);
  await expect(form.image).toHaveValue('localhost/containers-trace-demo:1');
  await end(ct);
});
