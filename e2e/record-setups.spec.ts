import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { openWindow } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';
import { openForm } from './setup/record-form';

test('a setup is saved, changed, selected after a restart, renamed and deleted', async ({ desk }) => {
  let ct = await openWindow(desk);
  let form = await openForm(ct);
  const item = (name: string | RegExp) => ct.page.getByRole('menuitem', { name, exact: true });
  await form.text(texts.record.fields.command).fill('ls /usr');
  await form.text(texts.record.fields.repeat).fill('7');
  await form.setups.click();
  await item(texts.record.setups.saveAs).click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: texts.record.setups.nameLabel }).fill('Seven times');
  await ct.page.keyboard.press('Enter');
  await expect(form.setups).toHaveText('Seven times');
  await form.text(texts.record.fields.repeat).fill('8');
  await expect(form.setups).toContainText(texts.record.setups.changed);
  await form.setups.click();
  await item(texts.record.setups.save('Seven times')).click();
  await expect(form.setups).toHaveText('Seven times');
  // An existing name is replaced only after confirmation.
  await form.setups.click();
  await item(texts.record.setups.saveAs).click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: texts.record.setups.nameLabel }).fill('Seven times');
  await expect(ct.page.getByRole('button', { name: texts.record.setups.replace })).toBeVisible();
  await ct.page.keyboard.press('Escape');
  await form.setups.click();
  await item(texts.record.setups.empty).click();
  await expect(form.text(texts.record.fields.repeat)).toHaveValue('');
  await form.text(texts.record.fields.command).fill('left as it is');
  await expect.poll(async () => (await ct.ask('setups:last', null)).draft?.command).toBe('left as it is');
  await end(ct);

  ct = await openWindow(desk);
  form = await openForm(ct);
  await expect(form.text(texts.record.fields.command)).toHaveValue('left as it is');
  await form.setups.click();
  await ct.page.getByRole('menuitemradio', { name: 'Seven times' }).click();
  await expect(form.text(texts.record.fields.command)).toHaveValue('ls /usr');
  await expect(form.text(texts.record.fields.repeat)).toHaveValue('8');
  await form.setups.click();
  await item(texts.record.setups.rename('Seven times')).click();
  await ct.page.getByRole('dialog').getByRole('textbox', { name: texts.record.setups.nameLabel }).fill('Eight times');
  await ct.page.keyboard.press('Enter');
  await expect(form.setups).toHaveText('Eight times');
  await form.setups.click();
  await item(texts.record.setups.remove('Eight times')).click();
  await ct.page.getByRole('alertdialog').getByRole('button', { name: texts.detail.remove }).click();
  await expect(form.setups).toHaveText(texts.record.setups.menu);
  await expect(form.text(texts.record.fields.repeat)).toHaveValue('8');
  expect(await ct.ask('setups:list', null)).toEqual([]);
  await end(ct);
});

test('a file of setups that is broken is set aside, and the form starts with the demo', async ({ desk }) => {
  writeFileSync(join(desk.configDir, 'setups.json'), '{"schema":1,"last":');
  const ct = await openWindow(desk);
  await expect(ct.page.getByText(/setups\.json\.broken-/)).toBeVisible();
  const form = await openForm(ct);
  await expect(form.image).toHaveValue('localhost/containers-trace-demo:1');
  await end(ct);
});
