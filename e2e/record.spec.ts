import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { commandProblemText } from '../src/shared/request/split-command';
import { runTool } from '../tests/setup/run-tool';
import { openedWorld } from '../tests/setup/world-state';
import { openWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { test as base, end, expect } from './setup/fixtures';
import { openForm, recordForm, tabTo } from './setup/record-form';
import { afterRun, endsAs, openOutput, output } from './setup/recording';
import { tester } from './setup/tester';
import { madeBy } from './setup/wording';

const test = base.extend({
  desk: async ({ desk }, use, info) => {
    info.skip(openedWorld() === undefined, 'the demo image is there in the test world only');
    await use(desk);
  },
});

const SECRET = 'hush-4711';

/** A folder for the container, with one file in it. */
function boundFolder({ configDir }: Desk): string {
  const folder = join(configDir, '..', 'bound folder');
  mkdirSync(folder);
  writeFileSync(join(folder, 'note'), 'from outside');
  chmodSync(folder, 0o755);
  chownSync(folder, tester().uid, tester().gid);
  return folder;
}

test('a container with options is recorded by mouse, recorded again, and its values survive a restart', async ({
  desk,
}) => {
  let ct = await openWindow(desk);
  const { page } = ct;
  const form = await openForm(ct);
  await form
    .text(texts.record.fields.command)
    .fill(`sh -c 'id -u; pwd; cat /in/note; echo " \${#TOKEN} $PLAIN"; ls -la /'`);
  await page.getByRole('button', { name: texts.record.env.add }).click();
  await form.text(texts.record.env.name(1)).fill('TOKEN');
  await form.text(texts.record.env.value(1)).fill(SECRET);
  await page.getByRole('checkbox', { name: texts.record.env.secretOf('TOKEN') }).click();
  await page.getByRole('button', { name: texts.record.env.add }).click();
  await form.text(texts.record.env.name(2)).fill('PLAIN');
  await form.text(texts.record.env.value(2)).fill('a $word');
  await page.getByRole('button', { name: texts.record.volumes.add }).click();
  await form.text(texts.record.volumes.source(1)).fill(boundFolder(desk));
  await form.text(texts.record.volumes.target(1)).fill('/in');
  await form.more.click();
  await form.text(texts.record.fields.user).fill('1234');
  await form.text(texts.record.fields.workdir).fill('/usr/local');
  await form.text(texts.record.fields.maxDurationS).fill('5 min');
  await expect(form.record).toBeEnabled();
  // The plan follows the form, and shows no secret.
  await expect(page.getByRole('group', { name: texts.record.steps })).toContainText('PLAIN');
  await expect(page.getByRole('group', { name: texts.record.steps })).toContainText('/usr/local');
  expect(await page.locator('body').innerText()).not.toContain(SECRET);
  await form.record.click();
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await openOutput(ct);
  for (const printed of ['1234', '/usr/local', 'from outside', `${SECRET.length} a $word`])
    await expect(output(ct)).toContainText(printed);

  const [trace] = await ct.ask('traces:list', null);
  const { config } = await ct.ask('traces:config', { id: trace?.id ?? '' });
  expect(config).toMatchObject({
    target: {
      engine: 'podman',
      env: [
        { name: 'TOKEN', value: '', secret: true },
        { name: 'PLAIN', value: 'a $word', secret: false },
      ],
      volumes: [{ target: '/in', readOnly: true }],
      user: '1234',
      workdir: '/usr/local',
    },
    limits: { maxDurationS: 300 },
  });
  expect(trace?.events === null || (trace?.events ?? 0) > 1_000).toBe(true);

  await afterRun(ct, 'again');
  await expect.poll(async () => (await ct.ask('traces:list', null)).length, { timeout: 60_000 }).toBe(2);
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await afterRun(ct, 'newRecording');
  await expect(page.getByText(madeBy(texts.record.estimate))).toBeVisible();
  await end(ct);

  expect(runTool('grep', ['-rlaF', SECRET, desk.libraryDir, desk.configDir], { okCodes: [0, 1] })).toBe('');
  const kept = join(desk.configDir, 'setups.json');
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(readFileSync(kept, 'utf8')).toContain('/usr/local');
  ct = await openWindow(desk);
  const again = await openForm(ct);
  await expect(again.text(texts.record.env.name(2))).toHaveValue('PLAIN');
  await expect(ct.page.getByText('user 1234')).toBeVisible();
  // The secret was not stored, so the form asks for it.
  await expect(again.reason).toHaveText(
    texts.record.reason.field(texts.record.fields.env, 'The value was not stored: type it again.'),
  );
  await expect(again.record).toBeDisabled();
  await ct.page.getByLabel(texts.record.env.value(1)).fill(SECRET);
  await expect(again.record).toBeEnabled();
  await end(ct);
});

test('a container with options is recorded by keyboard alone', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  const form = recordForm(ct);
  await expect(form.record).toBeEnabled({ timeout: 60_000 });
  await keyboard.press('Control+1');
  await tabTo(ct, /^Podman(?!:)/);
  await tabTo(ct, /^Command$/);
  await keyboard.press('Control+A');
  await keyboard.type('ls -la /in /');
  await tabTo(ct, /^Repeat$/);
  await keyboard.type('2');
  await tabTo(ct, /^Add a variable$/);
  await keyboard.press('Enter');
  await keyboard.type('WORD');
  await keyboard.press('Tab');
  await keyboard.type('kept');
  await tabTo(ct, /^Remove variable WORD$/);
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: texts.record.env.add })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('OTHER');
  await tabTo(ct, /^Add a volume$/);
  await keyboard.press('Enter');
  await keyboard.type('/usr');
  await keyboard.press('Tab');
  await keyboard.type('/in');
  await keyboard.press('Control+Enter');
  await endsAs(ct, texts.run.phase.kept, 120_000);
  const [trace] = await ct.ask('traces:list', null);
  const { config } = await ct.ask('traces:config', { id: trace?.id ?? '' });
  expect(config).toMatchObject({
    command: ['ls', '-la', '/in', '/'],
    repeat: 2,
    target: { env: [{ name: 'OTHER', value: '', secret: false }], volumes: [{ source: '/usr', target: '/in' }] },
  });
});

test('a wrong value is reported at its field, and Record is disabled with the reason', async ({ ct }) => {
  const { page } = ct;
  const form = await openForm(ct);
  await expect(form.record).toBeEnabled({ timeout: 60_000 });
  await form.more.click();
  await page.getByRole('combobox', { name: texts.record.fields.network }).click();
  await page.getByRole('option', { name: texts.record.more.networks.own }).click();
  await form.text(texts.record.more.networkName).fill('none');
  await page.getByRole('button', { name: texts.record.env.add }).click();
  await page.getByRole('button', { name: texts.record.volumes.add }).click();
  await form.text(texts.record.volumes.source(1)).fill('/tmp');
  await form.text(texts.record.volumes.target(1)).fill('/in');
  await expect(form.record).toBeEnabled();
  const wrong: [field: string, value: string, message: string][] = [
    ['Command', 'ls | cat', `${commandProblemText({ kind: 'operator', text: '|' })}.`],
    ['Command', 'ls; ls', `${commandProblemText({ kind: 'operator', text: ';' })}.`],
    ['Command', 'ls && ls > f', `${commandProblemText({ kind: 'operator', text: '&&' })}.`],
    ['Command', "sh -c 'ls", "A quote (') is not closed."],
    ['Repeat', 'twice', '“twice” is not a number.'],
    ['Repeat', '1001', 'Repeat at most 1000 times.'],
    ['Name of variable 1', 'A-B', 'A variable is letters, digits and _.'],
    ['Path on this machine of volume 1', 'tmp', 'A path on this machine starts with /.'],
    ['Path in the container of volume 1', '', 'Name a path inside the container.'],
    ['Entrypoint', '"', 'A quote (") is not closed.'],
    ['Directory', 'tmp', 'A working directory starts with /.'],
    ['User', 'a b', 'A user is a name or an id, with :group.'],
    ['Name of the network', 'a b', 'A network is a name.'],
    ['Processors', '0', 'More than 0 processors.'],
    ['Memory', '1', 'Engines refuse less than 6 MiB.'],
    ['Time limit', '-5', 'Longer than 0 seconds.'],
    ['Size limit', '0.5', 'A size limit is at least 1 MiB (1048576).'],
    ['Disk floor', 'low', '“low” is not a number.'],
    ['Name', 'x'.repeat(201), 'A name has at most 200 characters.'],
  ];
  for (const [name, value, message] of wrong)
    await test.step(`${name}: ${value.slice(0, 20)}`, async () => {
      const field = form.text(name);
      const before = await field.inputValue();
      await field.fill(value);
      await field.blur();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      expect(await form.errorOf(field)).toBe(message);
      await expect(form.record).toBeDisabled();
      await expect(form.reason).toContainText(message);
      await field.fill(before);
      await expect(form.record).toBeEnabled();
    });
  await form.image.fill('Not An Image');
  await page.keyboard.press('Escape');
  await form.image.blur();
  await expect(form.image).toHaveAttribute('aria-invalid', 'true');
  await expect(form.reason).toContainText(texts.record.reason.field(texts.record.fields.image, ''));
  // Ctrl+Enter moves the focus to the wrong field.
  await form.text(texts.record.fields.title).focus();
  await form.image.fill('localhost/containers-trace-demo:1');
  await page.keyboard.press('Escape');
  await form.text(texts.record.fields.user).fill('a b');
  await form.text(texts.record.fields.title).focus();
  await page.keyboard.press('Control+Enter');
  await expect(form.text(texts.record.fields.user)).toBeFocused();
  await form.text(texts.record.fields.user).fill('');
  // The plan reports problems that no schema can detect.
  await form.image.fill('localhost/there-is-none:1');
  await page.keyboard.press('Escape');
  await expect(form.reason).toHaveText(texts.record.reason.problem, { timeout: 60_000 });
  await expect(form.record).toBeDisabled();
});

test('arguments of a command are passed unchanged', async ({ ct }) => {
  const form = await openForm(ct);
  await form.text(texts.record.fields.command).fill(`echo $HOME "a b" *.c 'x|y' ''`);
  const words = ct.page.getByRole('list', { name: texts.record.passedAs });
  await expect(words.getByRole('listitem')).toHaveText(['echo', '$HOME', 'a b', '*.c', 'x|y', 'empty']);
});
