import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '@core/engines/find-program';
import { PodmanEngine } from '@core/engines/podman/engine';
import { identityOf, isRunning } from '@core/process/identity';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { removeTree } from '../setup/remove-tree';
import { world } from '../setup/world-state';
import { becomePlainUser } from './suite/become-plain-user';

/** Notes each command and whether the pause process is running at its start, then runs the real Podman. */
const noting = (podman: string): string => `#!/bin/sh
pid=$(cat "$XDG_RUNTIME_DIR/libpod/tmp/pause.pid" 2>/dev/null)
if [ -n "$pid" ] && [ -d "/proc/$pid" ]; then pause=running; else pause=absent; fi
printf '%s %s\\n' "$pause" "$*" >>"$CT_NOTES"
exec ${podman} "$@"
`;

inWorld("the pause process of a plain user's Podman, in a runtime folder with a user manager", () => {
  let folder = '';
  let runtime = '';
  const notes = (): string[] => readFileSync(join(folder, 'notes'), 'utf8').trim().split('\n');
  const pausePid = (): number => Number(readFileSync(join(runtime, 'libpod/tmp/pause.pid'), 'utf8'));
  const startService = async (): Promise<void> => {
    const engine = new PodmanEngine({ env: process.env, runtimeDir: join(folder, 'run') });
    expect(await engine.probe()).toMatchObject({ state: 'ready' });
    await engine.close();
  };
  beforeAll(() => {
    becomePlainUser();
    const { actors } = world();
    Object.assign(process.env, actors.user.env);
    folder = mkdtempSync(join(actors.user.runtimeBase, 'pause-'));
    runtime = join(folder, 'xdg');
    for (const name of ['run', 'bin', 'xdg', 'xdg/systemd']) mkdirSync(join(folder, name), { mode: 0o700 });
    writeFileSync(join(runtime, 'systemd/private'), ''); // stands for the socket of the user manager
    writeFileSync(join(folder, 'notes'), '');
    const podman = findProgram('podman', process.env) ?? '';
    writeFileSync(join(folder, 'bin/podman'), noting(podman));
    chmodSync(join(folder, 'bin/podman'), 0o755);
    vi.stubEnv('XDG_RUNTIME_DIR', runtime);
    // Podman takes the folder of its temporary files from the database of an existing store.
    vi.stubEnv('HOME', folder);
    vi.stubEnv('CT_NOTES', join(folder, 'notes'));
    vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);
  });
  afterAll(async () => {
    const pause = identityOf(pausePid());
    if (pause) {
      process.kill(pause.pid, 'SIGKILL');
      await awaitCondition(() => !isRunning(pause), { what: 'the pause process to end', timeoutMs: 20_000 });
    }
    vi.unstubAllEnvs();
    removeTree(folder);
  });

  it('is created by a command of its own before the service starts, bears no mark, and outlives the service', async () => {
    await startService();
    expect(notes()).toEqual([
      expect.stringMatching(/^absent .*unshare true$/),
      expect.stringMatching(/^running .*system service/),
    ]);
    expect(identityOf(pausePid())).toBeDefined();
    expect(readFileSync(`/proc/${pausePid()}/environ`, 'utf8')).not.toContain('CONTAINERS_TRACE_OWNER');
  });

  it('is not created again while it is running', async () => {
    const before = pausePid();
    await startService();
    expect(notes().slice(2)).toEqual([expect.stringMatching(/^running .*system service/)]);
    expect(pausePid()).toBe(before);
  });
});
