import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canTraceKernel,
  kernelTracerRefusal,
  probeKernelTracer,
  requireKernelTracer,
  USERSPACE_STILL_WORKS,
} from '@core/kernel-tracer/kernel-tracer';
import type { KernelTracer } from '@shared/model/capabilities';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const RELEASE = '6.12.107+deb13-cloud-amd64';
const OLDER = '6.12.90+deb13-cloud-amd64';
const NEWER = '6.13.2+deb13-cloud-amd64';
const TREE = 'var/lib/dkms/lttng-modules/2.13.18';
const EFI = 'sys/firmware/efi/efivars';
const SECURE_BOOT = `${EFI}/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`;
const ENROLLED = `${EFI}/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23`;

const scratch = scratchFolder();
function put(path: string, content: string | Buffer = ''): void {
  mkdirSync(join(scratch.path, path, '..'), { recursive: true });
  writeFileSync(join(scratch.path, path), content);
}
const literal = (text: string): string => text.replace(/[.+]/g, '\\$&');
const probe = (release = RELEASE): Promise<KernelTracer> => probeKernelTracer(scratch.path, release);

const takesModules = (): void => put('proc/modules', 'veth 40960 0 - Live 0x0\n');
const withHeaders = (): void => put(`lib/modules/${RELEASE}/build/Makefile`);
const installedFor = (release: string): void =>
  put(
    `lib/modules/${release}/modules.dep`,
    'kernel/a.ko.xz:\nupdates/dkms/lttng-tracer.ko.xz: updates/dkms/lttng-lib.ko.xz\n',
  );
function knownToDkms(...builtFor: string[]): void {
  mkdirSync(join(scratch.path, TREE), { recursive: true });
  symlinkSync('/usr/src/lttng-modules-2.13.18', join(scratch.path, TREE, 'source'));
  for (const release of builtFor) put(`${TREE}/${release}/x86_64/module/lttng-tracer.ko.xz`);
}
const failed = (log = readFileSync(join(import.meta.dirname, 'stock/make.log'), 'utf8')): void =>
  put(`${TREE}/build/make.log`, log);

describe("the kernel's tracer", () => {
  it('is loaded, of a version, whatever else is so', async () => {
    put('sys/module/lttng_tracer/version', '2.13.18\n');
    const tracer = await probe();
    expect(tracer).toMatchObject({ state: 'loaded', reason: 'lttng-modules 2.13.18 is loaded.' });
    expect(canTraceKernel(tracer)).toBe(true);
    expect(kernelTracerRefusal(tracer)).toBeNull();
    await requireKernelTracer(scratch.path);
  });

  it('has hints for Fedora, which packages no modules', async () => {
    takesModules();
    put('etc/os-release', 'ID=fedora\n');
    expect((await probe()).remedy).toMatch(/^sudo dnf install '?kernel-devel-.*# then build lttng-modules: https:/);
    knownToDkms();
    expect((await probe()).remedy).toMatch(/^sudo dnf install '?kernel-devel-.*&& sudo dkms autoinstall/);
    withHeaders();
    expect((await probe()).remedy).toMatch(/^sudo dkms autoinstall/);
  });

  it('is installed for the running kernel', async () => {
    takesModules();
    installedFor(RELEASE);
    expect(await probe()).toMatchObject({ state: 'installed', reason: expect.stringContaining(RELEASE) });
    expect((await probe(OLDER)).state, 'of another kernel only').not.toBe('installed');
  });

  it('is not taken as installed for what only needs it', async () => {
    takesModules();
    put(`lib/modules/${RELEASE}/modules.dep`, 'updates/dkms/lttng-probe-kvm.ko: updates/dkms/lttng-tracer.ko\n');
    expect((await probe()).state).toBe('not-installed');
  });

  it('is impossible in a kernel without modules; the refusal says that userspace can be recorded', async () => {
    const tracer = await probe();
    expect(tracer.state).toBe('no-modules');
    expect(kernelTracerRefusal(tracer)).toMatchObject({
      code: 'missing',
      hint: expect.stringContaining(USERSPACE_STILL_WORKS),
    });
    await expect(requireKernelTracer(scratch.path)).rejects.toMatchObject({ code: 'missing' });
  });

  it.each(['.dockerenv', 'run/.containerenv', 'run/systemd/container'])("is its host's, by %s", async (mark) => {
    takesModules();
    put(mark);
    expect((await probe()).state).toBe('contained');
    installedFor(RELEASE);
    expect((await probe()).state, 'a machine with such a mark may have its own kernel').toBe('installed');
  });

  it('is not installed: the package, with the headers unless they are there', async () => {
    takesModules();
    const command = 'sudo apt-get install lttng-modules-dkms';
    expect(await probe()).toMatchObject({ state: 'not-installed', remedy: `${command} linux-headers-${RELEASE}` });
    withHeaders();
    expect(await probe()).toMatchObject({ state: 'not-installed', remedy: command });
  });

  it('is source without headers, then source without a build', async () => {
    takesModules();
    knownToDkms();
    symlinkTo(`lib/modules/${RELEASE}/build`, '/nowhere');
    expect(await probe()).toMatchObject({
      state: 'no-headers',
      remedy: `sudo apt-get install linux-headers-${RELEASE} && sudo dkms autoinstall -k ${RELEASE}`,
    });
    put('usr/src/headers/Makefile');
    symlinkTo(`lib/modules/${OLDER}/build`, join(scratch.path, 'usr/src/headers'));
    expect(await probe(OLDER)).toMatchObject({ state: 'not-built', remedy: expect.stringMatching(/autoinstall -k/) });
  });

  it('was not built again after an upgrade of the kernel', async () => {
    takesModules();
    withHeaders();
    knownToDkms(OLDER);
    installedFor(OLDER);
    expect(await probe()).toMatchObject({
      state: 'not-rebuilt',
      reason: expect.stringMatching(new RegExp(`${literal(RELEASE)}.*${literal(OLDER)}`)),
      remedy: `sudo dkms autoinstall -k ${RELEASE}`,
    });
  });

  it('waits for the restart into the kernel that has it', async () => {
    takesModules();
    knownToDkms(OLDER, NEWER);
    installedFor(OLDER);
    installedFor(NEWER);
    expect(await probe()).toMatchObject({ state: 'restart', reason: expect.stringContaining(NEWER) });
  });
});

describe('a kernel that takes only signed modules', () => {
  function built(): void {
    takesModules();
    knownToDkms(RELEASE);
    installedFor(RELEASE);
  }
  const secureBoot = (on: 0 | 1): void => put(SECURE_BOOT, Buffer.from([6, 0, 0, 0, on]));
  const KEY = Buffer.from('30820315a0030201', 'hex');

  it('refuses what is not signed', async () => {
    built();
    secureBoot(1);
    expect(await probe()).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('Secure Boot'),
      remedy: expect.stringMatching(/dkms build --force .* && sudo mokutil --import \/var\/lib\/dkms\/mok\.pub$/),
    });
  });

  it.each(['var/lib/dkms/mok.pub', 'var/lib/shim-signed/mok/MOK.der'])(
    'refuses a key not enrolled: %s',
    async (place) => {
      built();
      secureBoot(1);
      put('sys/kernel/security/lockdown', 'none [integrity] confidentiality\n');
      put(place, KEY);
      put(ENROLLED, Buffer.from('another key'));
      expect(await probe()).toMatchObject({ state: 'refused', remedy: `sudo mokutil --import /${place}` });
      put(ENROLLED, Buffer.concat([Buffer.from('head'), KEY, Buffer.from('tail')]));
      expect((await probe()).state).toBe('installed');
    },
  );

  it('is detected by lockdown and by sig_enforce, with and without Secure Boot', async () => {
    built();
    put('var/lib/dkms/mok.pub', KEY);
    expect((await probe()).state).toBe('installed');
    secureBoot(0);
    expect((await probe()).state).toBe('installed');
    put('sys/module/module/parameters/sig_enforce', 'Y\n');
    expect(await probe()).toMatchObject({ state: 'refused', why: expect.not.stringContaining('Secure Boot') });
    put('sys/module/module/parameters/sig_enforce', 'N\n');
    secureBoot(1);
    put('sys/kernel/security/lockdown', '[none] integrity confidentiality\n');
    expect((await probe()).state).toBe('installed');
  });
});

describe('a build that failed', () => {
  it('has a tested fix if the reason is known', async () => {
    takesModules();
    withHeaders();
    knownToDkms(OLDER);
    installedFor(OLDER);
    failed();
    expect(await probe()).toMatchObject({
      state: 'build-failed',
      reason: expect.stringMatching(/lttng-modules 2\.13\.18 .*Linux 6\.12\.107.*hrtimer_start/),
      why: expect.stringMatching(/var\/lib\/dkms\/lttng-modules\/2\.13\.18\/build\/make\.log.*6\.12\.91/),
      remedy: expect.stringMatching(/^sudo sed -i .* && sudo dpkg --configure -a && sudo dkms autoinstall -k 6\.12/),
    });
    expect((await probe(OLDER)).state, 'of another kernel').toBe('installed');
  });

  it('has the compiler error as its reason if that is unknown, without a fix for another error', async () => {
    takesModules();
    withHeaders();
    knownToDkms();
    const stock = readFileSync(join(import.meta.dirname, 'stock/make.log'), 'utf8');
    failed(stock.replace(/error: .*/, "error: too few arguments to function 'kallsyms_lookup'"));
    const tracer = await probe();
    expect(tracer).toMatchObject({
      state: 'build-failed',
      reason: expect.stringMatching(/: too few arguments to function 'kallsyms_lookup'\.$/),
    });
    expect(tracer.remedy).not.toContain('sed');
    failed(`${stock}\n/x.c:1:2: error: something else, too\n`);
    expect((await probe()).remedy).not.toContain('sed');
  });

  it('is ignored while it is running, if it was for another kernel, and if a later one succeeded', async () => {
    takesModules();
    withHeaders();
    knownToDkms();
    failed('DKMS make.log for lttng-modules-2.13.18 for kernel 6.1.0-9-amd64 (x86_64)\nmake: *** [x] Error 2\n');
    expect((await probe()).state).toBe('not-built');
    failed(`DKMS (dkms-3.2.2) make.log for lttng-modules/2.13.18 for kernel ${RELEASE} (x86_64)\n  CC [M] a.o\n`);
    expect((await probe()).state).toBe('not-built');
    failed();
    installedFor(RELEASE);
    expect((await probe()).state).toBe('installed');
  });
});

function symlinkTo(path: string, target: string): void {
  mkdirSync(join(scratch.path, path, '..'), { recursive: true });
  symlinkSync(target, join(scratch.path, path));
}
