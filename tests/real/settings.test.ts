import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';

inWorld('the command line and the settings', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ct-config-'));
    chownSync(dir, world().user.uid, world().user.gid);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  const settings = (text: string): void => {
    const file = join(dir, 'settings.json');
    writeFileSync(file, text);
    chownSync(file, world().user.uid, world().user.gid);
  };
  const show = (args: string[], env: Record<string, string> = {}) =>
    runCli([...args, 'show', '20200101-000000-000000'], {
      as: 'user',
      env: { CONTAINERS_TRACE_CONFIG: dir, CONTAINERS_TRACE_LIBRARY: undefined, ...env },
    });

  it('lists the library of the option, otherwise of the environment, otherwise of the settings', async () => {
    settings(JSON.stringify({ libraryDir: join(dir, 'set') }));
    expect((await show([])).stderr).toContain(`${dir}/set`);
    expect((await show([], { CONTAINERS_TRACE_LIBRARY: join(dir, 'env') })).stderr).toContain(`${dir}/env`);
    expect((await show(['--library', join(dir, 'opt')])).stderr).toContain(`${dir}/opt`);
  });

  it('uses the default library if the settings file is broken, and sets the file aside', async () => {
    settings('{');
    const { stderr } = await show([]);
    expect(stderr).toMatch(/settings\.json.*settings\.json\.broken-/s);
    const [aside] = readdirSync(dir).filter((name) => name.includes('.broken-'));
    expect(readFileSync(join(dir, aside ?? ''), 'utf8')).toBe('{');
  });
});
