import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesSchema } from '@shared/model/capabilities';
import { expect, it } from 'vitest';
import { failureSchema } from '../../src/cli/output-schemas';
import { DEMO } from '../bad-input/row';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';

const COMMANDS = [['record', '--engine', 'podman', '--image', DEMO, '--network', 'none', '--', 'true'], ['recover']];

const failureOf = (end: CliResult) => failureSchema.parse(end.json()).error;

inWorld('a full file system of the runtime folders', () => {
  /** Mounts a small file system for the plain user, and unmounts it afterwards. */
  async function onSmallDisk(work: (base: string, env: Record<string, string | undefined>) => Promise<void>) {
    const { folder, user } = world();
    const base = mkdtempSync(join(folder, 'r'));
    runTool('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'ct-test', base]);
    try {
      chownSync(base, user.uid, user.gid);
      await work(base, { CONTAINERS_TRACE_RUNTIME_DIR: undefined, XDG_RUNTIME_DIR: base });
    } finally {
      runTool('umount', [base]);
      rmSync(base, { recursive: true });
    }
  }

  const fill = (base: string): void => {
    try {
      writeFileSync(join(base, 'fill'), Buffer.alloc(1_048_576));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  };

  it.each(COMMANDS)('is named by `%s`, which leaves no folder there', (...args) =>
    onSmallDisk(async (base, env) => {
      fill(base);
      const end = await runCli(['--json', ...args], { as: 'user', env });
      expect(end.code, end.stdout).not.toBe(0);
      const error = failureOf(end);
      expect(error).toMatchObject({ code: 'command', hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR') });
      expect(error.message).toContain(base);
      expect(readdirSync(base)).toEqual(['fill']);
    }),
  );

  it('is named by the doctor, which continues with the other checks and leaves no folder there', () =>
    onSmallDisk(async (base, env) => {
      fill(base);
      const end = await runCli(['doctor', '--json'], { as: 'user', env });
      const { checks } = capabilitiesSchema.parse(end.json());
      expect(checks.find(({ id }) => id === 'runtime-folder')).toMatchObject({ state: 'bad' });
      expect(readdirSync(base)).toEqual(['fill']);
    }));

  it('is cleaned up by recover after an earlier version left folders with an empty owner file', () =>
    onSmallDisk(async (base, env) => {
      const { uid, gid } = world().user;
      const left = ['ct-aaaaaa', 'ct-aaaaab'].map((name) => join(base, name));
      for (const path of left) {
        mkdirSync(path, { mode: 0o700 });
        writeFileSync(join(path, 'owner.json'), '');
        utimesSync(path, 1, 1);
        chownSync(path, uid, gid);
        chownSync(join(path, 'owner.json'), uid, gid);
      }
      const end = await runCli(['recover', '--json'], { as: 'user', env });
      expect(end.code, end.stderr).toBe(0);
      expect(end.json()).toMatchObject({ removedFolders: expect.arrayContaining(left) });
      expect(readdirSync(base)).toEqual([]);
    }));
});
