import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelsOf as dockerLabels } from '@core/engines/docker-api/version-reply';
import { askForLabels, labelsOf as podmanLabels } from '@core/engines/podman/labels';
import { labelOfProcess, selinuxMode } from '@core/selinux/mode';
import { isKeptFromSocket } from '@shared/engines/selinux';
import type Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { selinuxEnforces } from '../../../src/helper/selinux';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const CONTAINER = 'system_u:system_r:container_t:s0:c341,c675';

const fileOf = (text: string): string => {
  const file = join(scratch.path, 'file');
  writeFileSync(file, text);
  return file;
};

/** A Podman that answers every request with this, or refuses it. */
const podman = (answer: unknown, error: unknown = null): Docker =>
  ({ modem: { dial: (_: unknown, done: (e: unknown, a: unknown) => void) => done(error, answer) } }) as never;
const info = (selinuxEnabled: unknown) => ({ host: { security: { selinuxEnabled } } });

describe("SELinux's mode", () => {
  it.each([
    ['1', 'enforcing'],
    ['1\n', 'enforcing'],
    ['0', 'permissive'],
  ])('is read from the kernel: %j means %s', (text, mode) => {
    expect(selinuxMode(fileOf(text))).toBe(mode);
    expect(selinuxEnforces(fileOf(text))).toBe(mode === 'enforcing');
  });

  it('is off where the kernel has no such file', () => {
    expect(selinuxMode(join(scratch.path, 'none'))).toBe('off');
    expect(selinuxEnforces(join(scratch.path, 'none'))).toBe(false);
    expect(labelOfProcess(join(scratch.path, 'none'))).toBeUndefined();
  });

  it('comes with a label of this process, which ends with a NUL character', () => {
    expect(labelOfProcess(fileOf('unconfined_u:unconfined_r:unconfined_t:s0\0'))).toBe(
      'unconfined_u:unconfined_r:unconfined_t:s0',
    );
  });
});

describe('the engines on labels', () => {
  it.each([
    [['name=seccomp,profile=default', 'name=selinux'], true],
    [['name=selinux,x=y'], true],
    [['name=seccomp,profile=selinux'], false],
    [null, false],
  ])('Docker names the option: %j', (SecurityOptions, labels) => {
    expect(dockerLabels({ SecurityOptions })).toBe(labels);
  });

  it('Podman names it in its own answer; another answer says nothing', async () => {
    expect(podmanLabels(info(true))).toBe(true);
    expect(podmanLabels(info(false))).toBe(false);
    expect(podmanLabels({ host: {} })).toBeUndefined();
    expect(await askForLabels(podman(info(true)), 'enforcing')).toBe(true);
    expect(await askForLabels(podman(undefined, new Error('404')), 'enforcing')).toBeUndefined();
  });

  it('Podman is not asked where the kernel has no SELinux', async () => {
    expect(await askForLabels(podman(info(true)), 'off')).toBe(false);
  });
});

describe('a process that connects to the session daemon', () => {
  it.each([
    ['enforcing', CONTAINER, true],
    ['permissive', CONTAINER, false],
    ['enforcing', '', false],
    ['enforcing', 'unconfined_u:unconfined_r:unconfined_t:s0', false],
    ['enforcing', 'system_u:system_r:spc_t:s0', false],
  ] as const)('SELinux %s, label %j: is kept from it: %s', (mode, label, kept) => {
    expect(isKeptFromSocket(mode, label)).toBe(kept);
  });
});
