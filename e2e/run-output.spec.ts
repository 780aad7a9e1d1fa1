import { texts } from '../src/renderer/texts/en';
import type { RunConfigInput } from '../src/shared/request/run-config';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { endlessRun, endsAs, openOutput, output } from './setup/recording';
import { madeBy } from './setup/wording';

/** A container of the demo image that prints this text with printf(1) and ends. */
const printing = (title: string, format: string): RunConfigInput => ({
  ...endlessRun(),
  title,
  command: ['printf', '%b', format],
});

const begin = async (ct: AppWindow, config: RunConfigInput): Promise<void> => {
  await ct.ask('run:record', { config });
  await ct.go(texts.views.record);
  await expect(ct.page.getByRole('heading', { level: 1, name: config.title ?? '' })).toBeVisible();
};
const lines = ({ page }: AppWindow) => page.locator('.output-line');
const field = ({ page }: AppWindow) => page.getByRole('searchbox', { name: texts.run.search });

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

test('colour sequences set colours, and all other control sequences are shown as text', async ({ ct }) => {
  await begin(
    ct,
    printing(
      'Hostile output',
      'a \\033[31mred\\033[0m word\\n\\033[2J\\033]0;evil\\007cleared\\n\\033[1;38;5;28mgreen and bold\\nover the line\\033[0m\\n\\0342\\0200\\0256turned<b>no markup</b>\\n',
    ),
  );
  await endsAs(ct, texts.run.phase.kept);
  await openOutput(ct);
  const text = output(ct);
  await expect(text).toContainText('a red word');
  await expect(text).toContainText('^[[2J^[]0;evil^Gcleared');
  await expect(text).toContainText('<U+202E>turned<b>no markup</b>');
  await expect(text.locator('.fg-red')).toHaveText('red');
  await expect(text.locator('.fg-green.bold')).toHaveText(['green and bold', 'over the line']);
  const colour = (selector: string): Promise<string> =>
    text
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  expect(await colour('.fg-red')).not.toBe(await colour('.output-line'));
  expect((await text.innerText()).replaceAll('\n', '')).not.toMatch(CONTROLS);
  expect(await ct.page.title()).toBe('Containers Trace');
});

test('the output is searched, scrolled and followed by keyboard', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  const command = ['sh', '-c', 'seq -f "line %g" 3000; while :; do sleep 0.2; echo tick; done'];
  await begin(ct, { ...endlessRun(), title: 'Counting', command });
  await expect(output(ct)).toContainText('tick', { timeout: 60_000 });
  const follow = page.getByRole('button', { name: texts.run.follow });
  await expect(follow).toHaveCount(0);

  await keyboard.press('Control+f');
  await expect(field(ct)).toBeFocused();
  await keyboard.type('LINE 29');
  await expect(page.getByText(texts.run.matchOf('111', '111'))).toBeVisible();
  await expect(page.locator('mark.match-current')).toHaveText('line 29');
  await expect(lines(ct).filter({ hasText: /^line 2999$/ })).toBeVisible();
  await keyboard.press('Enter');
  await expect(page.getByText(texts.run.matchOf('1', '111'))).toBeVisible();
  await expect(lines(ct).filter({ hasText: /^line 29$/ })).toBeVisible();
  await expect(follow).toBeVisible();
  await keyboard.press('Shift+Enter');
  await expect(page.getByText(texts.run.matchOf('111', '111'))).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.locator('mark')).toHaveCount(0);
  await keyboard.press('Escape');
  await expect(output(ct).getByRole('group', { name: texts.run.output })).toBeFocused();
  await expect(lines(ct).filter({ hasText: /^line 2999$/ })).toBeVisible();

  await follow.press('Enter');
  await expect(follow).toHaveCount(0);
  await expect(lines(ct).last()).toHaveText('tick');
  await keyboard.press('Control+.');
  await endsAs(ct, texts.run.phase.kept);
});

test('a program that prints 100 MB keeps the window’s memory small, and the window names the full output', async ({
  ct,
}) => {
  const { page } = ct;
  const words = 'a line of sixty-three characters that stands for all the others';
  await begin(ct, {
    ...endlessRun(),
    title: 'A flood',
    command: ['sh', '-c', `yes '${words}' | head -c 100000000; echo; echo the last line`],
  });
  await expect(output(ct)).toContainText(words, { timeout: 60_000 });
  await expect(page.getByText(madeBy(texts.run.dropped))).toBeVisible({ timeout: 60_000 });
  await endsAs(ct, texts.run.phase.kept, 180_000);
  await openOutput(ct);
  await expect(lines(ct).last()).toHaveText('the last line');
  expect(await lines(ct).count()).toBeLessThan(120);
  const inPage = await page.evaluate(() => document.body.innerText.length);
  expect(inPage).toBeLessThan(40_000);
  const held = await ct.ask('run:events', null);
  expect(JSON.stringify(held).length).toBeLessThan(2_500_000);
  await expect(page.getByText(new RegExp(`${madeBy(texts.run.dropped).source}.*${texts.run.inLog}`))).toBeVisible();
  await expect(page.getByRole('button', { name: texts.run.showFolder })).toBeEnabled();
});
