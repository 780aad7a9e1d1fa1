import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lacksPauseProcess } from '@core/engines/podman/pause-process';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const UID = 4711;
const NOBODYS_PID = 4_194_304; // PID_MAX_LIMIT: never given to a process

function write(name: string, text = ''): void {
  const path = join(scratch.path, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const userManager = (): void => write('systemd/private');
const pausePid = (text: string): void => write('libpod/tmp/pause.pid', text);
const lacks = (uid = UID): boolean => lacksPauseProcess({ XDG_RUNTIME_DIR: scratch.path }, uid);

describe("Podman's pause process is created before the service", () => {
  it('where a user manager runs and there is none', () => {
    userManager();
    expect(lacks()).toBe(true);
  });

  it.each([String(NOBODYS_PID), '', 'x', '-1', '0'])('where its file names no process: %j', (text) => {
    userManager();
    pausePid(text);
    expect(lacks()).toBe(true);
  });

  it('not where it is running', () => {
    userManager();
    pausePid(String(process.pid));
    expect(lacks()).toBe(false);
  });

  it('not where Podman keeps the namespaces without it', () => {
    userManager();
    write('libpod/tmp/ns_handles');
    expect(lacks()).toBe(false);
  });

  it('not without a user manager, which could not take it, and not for root', () => {
    expect(lacks()).toBe(false);
    userManager();
    expect(lacks(0)).toBe(false);
  });
});
