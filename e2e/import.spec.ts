import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { texts } from '../src/renderer/texts/en';
import { writeSmallCtf } from '../tests/setup/small-ctf';
import { dropIn } from './setup/drag-in';
import { expect, test } from './setup/fixtures';
import { tester } from './setup/tester';

test('a folder and archives are dropped on the window from another program', async ({ ct, desk }, info) => {
  test.slow();
  const { page } = ct;
  const given = join(desk.configDir, 'given');
  const session = join(given, 'lttng-traces', 'Größe 1');
  writeSmallCtf(session, { domain: 'kernel', events: 700 });
  writeSmallCtf(session, { events: 300 });
  execFileSync('tar', ['-czf', join(given, 'other.tgz'), '-C', join(given, 'lttng-traces'), '.']);
  mkdirSync(join(given, 'bad'));
  writeFileSync(join(given, 'bad', 'fine.txt'), 'fine');
  symlinkSync('/etc/passwd', join(given, 'bad', 'leads-out'));
  execFileSync('tar', ['-cf', join(given, 'bad.zip'), '-C', given, 'bad']);
  const { uid, gid } = tester();
  execFileSync('chown', ['-hR', `${uid}:${gid}`, given]);
  const dialog = page.getByRole('dialog', { name: texts.imports.title });

  // A folder, dropped on the record form: by reference.
  await dropIn(ct, [join(given, 'lttng-traces')], async () => {
    await page.screenshot({ path: info.outputPath('overlay.png') });
  });
  await expect(dialog).toContainText(texts.imports.found(1));
  await expect(dialog.getByRole('listitem')).toContainText('Größe 1');
  await dialog.getByRole('radio', { name: texts.imports.howChoices.reference }).check();
  await page.screenshot({ path: info.outputPath('dialog.png') });
  expect((await new AxeBuilder({ page }).setLegacyMode(true).include('[role=dialog]').analyze()).violations).toEqual(
    [],
  );
  await dialog.getByRole('button', { name: texts.imports.begin(1) }).click();
  const row = page.getByRole('row', { name: 'Größe 1' });
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row.getByRole('img', { name: texts.traces.imported })).toBeVisible();
  await expect(row).toContainText('1,000');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: texts.detail.imported });
  await expect(detail).toContainText(texts.traces.space.byReference);
  await page.screenshot({ path: info.outputPath('imported.png') });

  // The same folder is recognized. Its archive becomes a copy.
  await dropIn(ct, [join(given, 'lttng-traces')]);
  await expect(dialog.getByRole('listitem')).toContainText(texts.imports.existing.library);
  await expect(dialog.getByRole('button', { name: texts.imports.begin(0), exact: true })).toBeDisabled();
  await dialog.getByRole('radio', { name: texts.imports.duplicateChoices.copy }).check();
  await dialog.getByRole('button', { name: texts.imports.begin(1) }).click();
  await expect(page.getByRole('row', { name: 'Größe 1 (copy)' })).toHaveAttribute('aria-selected', 'true');

  // A foreign archive is listed before anything is unpacked.
  await dropIn(ct, [join(given, 'other.tgz')]);
  await expect(dialog.getByRole('listitem')).toContainText('Größe 1');
  await expect(dialog.getByRole('listitem')).toContainText(`${texts.imports.kind.ctf} · ${texts.imports.leaves(2)}`);
  await page.screenshot({ path: info.outputPath('listed.png') });
  await dialog.getByRole('button', { name: texts.imports.cancel }).click();

  // A hostile archive: the error names the entry, and nothing is left.
  await dropIn(ct, [join(given, 'bad.zip')]);
  await expect(dialog).toContainText('“bad/leads-out” is a symbolic link');
  await expect(dialog).toContainText(texts.imports.found(0));
  await dialog.getByRole('button', { name: texts.imports.close }).click();
  await expect.poll(() => readdirSync(desk.libraryDir).filter((name) => name.includes('partial'))).toEqual([]);

  // Deleting a trace by reference permanently does not change the folder.
  const before = execFileSync('find', [given, '-printf', '%p %s %T@ %i\n'], { encoding: 'utf8' });
  const ids = (await ct.ask('traces:list', null)).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  await ct.ask('traces:delete', { ids });
  await ct.ask('traces:purge', { ids });
  expect(execFileSync('find', [given, '-printf', '%p %s %T@ %i\n'], { encoding: 'utf8' })).toBe(before);
  expect(existsSync(session)).toBe(true);
});

test('a script of the page cannot name a path', async ({ ct }) => {
  const asked = await ct.page.evaluate(() =>
    Promise.all([
      window.bridge.invoke('imports:look', { paths: ['/etc'] }),
      window.bridge.lookAtDropped([new File(['x'], '/etc/passwd')]),
    ]),
  );
  for (const answer of asked) expect(answer).toMatchObject({ ok: false, error: { code: 'config' } });
});
