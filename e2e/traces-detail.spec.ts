import { texts } from '../src/renderer/texts/en';
import { fillLibrary, type Planted } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';

const LIBRARY: Planted[] = [
  {
    title: 'First',
    tags: ['slow'],
    output: `${Array.from({ length: 2000 }, (_, n) => `line ${n} ${n === 1500 ? 'needle' : 'hay'}`).join('\n')}\n`,
    command: ['ls', '-la', '/usr/bin'],
  },
  { title: 'Second', tags: ['slow', 'disk'] },
  { title: 'Third' },
];
const test = base.extend<{ ids: string[] }>({
  ids: async ({ desk }, use) => use(fillLibrary(desk, LIBRARY)),
  ct: async ({ ids, ct }, use) => {
    expect(ids).toHaveLength(LIBRARY.length);
    await use(ct);
  },
});

test('notes and tags are saved, whatever the user does next', async ({ ct, ids }) => {
  const { page } = ct;
  const panel = page.getByRole('complementary');
  const notes = panel.getByRole('textbox', { name: texts.detail.notes });
  const kept = async (id = ids[0]) => (await ct.ask('traces:list', null)).find((row) => row.id === id);
  await ct.go(texts.views.traces);
  await page.getByRole('row', { name: /First/ }).click();
  await notes.fill('written and left by choosing another');
  await page.getByRole('row', { name: /Second/ }).click();
  await expect.poll(async () => (await kept())?.notes).toBe('written and left by choosing another');
  await page.getByRole('row', { name: /First/ }).click();
  await expect(notes).toHaveValue('written and left by choosing another');
  await notes.fill('saved in a pause');
  await expect(panel.getByText(texts.detail.saved, { exact: true })).toBeVisible();
  expect((await kept())?.notes).toBe('saved in a pause');

  const field = panel.getByRole('combobox', { name: texts.detail.addTag });
  await field.pressSequentially('new tag');
  await field.press('Enter');
  await expect(panel.getByRole('button', { name: texts.detail.removeTag('new tag') })).toBeVisible();
  await field.pressSequentially('di');
  await page.getByRole('option', { name: 'disk' }).click();
  await expect(panel.getByRole('button', { name: texts.detail.removeTag('disk') })).toBeVisible();
  await panel.getByRole('button', { name: texts.detail.removeTag('slow') }).click();
  await expect.poll(async () => (await kept())?.tags).toEqual(['new tag', 'disk']);

  await page.getByRole('row', { name: /Second/ }).click({ modifiers: ['Shift'] });
  await panel.getByRole('combobox', { name: texts.detail.addTagToAll }).pressSequentially('both,');
  await expect(panel.getByRole('button', { name: texts.detail.removeTag('both') })).toBeVisible();
  await expect.poll(async () => (await kept(ids[1]))?.tags).toEqual(['slow', 'disk', 'both']);
});

test('output and commands are loaded on request, and can be searched', async ({ ct }) => {
  const { page } = ct;
  const panel = page.getByRole('complementary');
  await ct.go(texts.views.traces);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+Enter');
  await expect(panel).toBeFocused();
  await panel.getByRole('button', { name: texts.detail.commands }).press('Enter');
  await expect(panel.getByText(/lttng create/)).toBeVisible();
  await panel.getByRole('button', { name: texts.detail.output, exact: true }).press('Enter');
  await panel.getByRole('textbox', { name: texts.detail.findInOutput }).fill('NEEDLE');
  await expect(panel.getByText(texts.detail.matches('1', '1'))).toBeVisible();
  await expect(panel.locator('mark')).toHaveText('needle');
  expect(await panel.locator('.printed-line').count()).toBeLessThan(80);
  await panel.getByRole('button', { name: texts.detail.close }).click();
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(panel, 'the panel stays closed until it is asked for').toHaveCount(0);
});

test('Record again fills the form with the trace’s values', async ({ ct }) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  await page.getByRole('row', { name: /First/ }).click();
  await page.getByRole('complementary').getByRole('button', { name: texts.detail.recordAgain }).click();
  await expect(page.getByRole('heading', { level: 1, name: texts.views.record })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Command/ })).toHaveValue('ls -la /usr/bin');
});
