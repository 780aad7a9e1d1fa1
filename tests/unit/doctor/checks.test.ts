import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheCheck, libraryCheck, runtimeFolderCheck } from '@core/doctor/disk-checks';
import { pkexecCheck, tracingGroupCheck } from '@core/doctor/elevation-checks';
import { engineCheck } from '@core/doctor/engine-check';
import type { Environment } from '@core/doctor/environment';
import { FindingBook } from '@core/doctor/finding-book';
import {
  kernelBuffersCheck,
  kernelLevelCheck,
  SEE_KERNEL_TRACER,
  userNamespacesCheck,
} from '@core/doctor/kernel-checks';
import { runRemedy } from '@core/doctor/remedies';
import { NO_ROOT_DAEMON, rootDaemonCheck } from '@core/doctor/root-daemon-check';
import { viewerCheck } from '@core/doctor/viewer-check';
import { limitsFinding, storageFinding } from '@core/engines/engine-finding';
import { userIdsFinding } from '@core/engines/podman/findings';
import { rootlessNetworkFinding } from '@core/engines/podman/network';
import type { RootAccess } from '@shared/privilege/level';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const uid = process.getuid?.() ?? 0;
const SPACE = { freeBytes: 50e9, totalBytes: 100e9, kind: null };
const below = (...parts: string[]): string => join(scratch.path, ...parts);
const environment = (change: Partial<Environment> = {}): Environment => ({
  ...{ uid: 1000, userName: 'anna', home: below('home'), env: { PATH: below('bin') }, root: scratch.path },
  ...change,
});
function put(path: string, text = '', mode = 0o644): void {
  mkdirSync(below(path, '..'), { recursive: true });
  writeFileSync(below(path), text, { mode });
}

describe('disk', () => {
  it('finds a missing library, and its remedy creates it', async () => {
    const path = below('a b', 'traces');
    const gone = libraryCheck(path, uid, SPACE);
    expect(gone).toMatchObject({ state: 'caution', fix: ['mkdir', '-p', path] });
    if (!gone.fix) throw new Error('no remedy');
    expect(await runRemedy(gone.fix)).toEqual({ exitCode: 0, output: '' });
    expect(libraryCheck(path, uid, SPACE).state).toBe('good');
  });

  it('finds a file in place of the library, too little space, and volatile or slow file systems', () => {
    put('file');
    expect(libraryCheck(below('file'), uid, SPACE)).toMatchObject({
      state: 'bad',
      summary: expect.stringContaining(below('file')),
      remedy: expect.stringMatching(/^ls /),
    });
    expect(libraryCheck(below('file', 'x'), uid, SPACE)).toMatchObject({ state: 'bad' });
    expect(libraryCheck(scratch.path, uid, { ...SPACE, freeBytes: 4e9 })).toMatchObject({ state: 'bad' });
    expect(libraryCheck(scratch.path, uid, { ...SPACE, freeBytes: 6e9 })).toMatchObject({ state: 'caution' });
    const memory = libraryCheck(scratch.path, uid, { ...SPACE, kind: { name: 'memory (tmpfs)', lasts: false } });
    expect(memory).toMatchObject({
      state: 'caution',
      summary: expect.stringMatching(/memory \(tmpfs\)/),
      why: expect.stringMatching(/lost/),
    });
    const network = libraryCheck(scratch.path, uid, { ...SPACE, kind: { name: 'NFS', lasts: true } });
    expect(network).toMatchObject({ state: 'caution', why: expect.stringMatching(/discarded/) });
  });

  it('has no problem with a cache that does not exist yet', () => {
    expect(cacheCheck(below('cache'), uid, SPACE).state).toBe('good');
    expect(cacheCheck(scratch.path, uid, { ...SPACE, freeBytes: 1e9 }).state).toBe('caution');
  });

  it('refuses a runtime folder that other users can write', () => {
    mkdirSync(below('run'), { mode: 0o700 });
    expect(runtimeFolderCheck(below('run'), uid, undefined, SPACE).state).toBe('good');
    chmodSync(below('run'), 0o777);
    expect(runtimeFolderCheck(below('run'), uid, undefined, SPACE)).toMatchObject({
      state: 'bad',
      remedy: expect.stringMatching(/chmod o-w/),
    });
    chmodSync(below('run'), 0o1777);
    expect(runtimeFolderCheck(below('run'), uid, undefined, SPACE).state).not.toBe('bad');
    expect(runtimeFolderCheck(below('run'), uid, undefined, { freeBytes: 4_096 })).toMatchObject({
      state: 'bad',
      why: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR'),
    });
  });
});

describe('kernel', () => {
  it('reports the requirements of kernel recording, and why it is not possible', () => {
    const tracer = { state: 'loaded' as const, reason: 'It is loaded.', why: 'Modules.' };
    const level = { level: 'helper' as const, reason: 'One password.', caution: 'A checkout.' };
    expect(kernelLevelCheck({ ...tracer, level, refusal: null })).toEqual({
      ...{ state: 'good', summary: 'One password.', why: 'A checkout.' },
    });
    const refusal = { code: 'missing' as const, message: 'No pkexec.', hint: 'Install it.' };
    expect(kernelLevelCheck({ ...tracer, level: null, refusal })).toEqual({
      ...{ state: 'note', summary: 'No pkexec.', why: 'Install it.' },
    });
    expect(kernelLevelCheck({ ...tracer, state: 'no-modules', level: null, refusal })).toMatchObject({
      summary: SEE_KERNEL_TRACER,
    });
  });

  it.each([
    [24, 2, /^8 x 2 MiB on each of 2 processors: 32 MiB of 24\.0 GiB/],
    [1, 1, /^8 x 2 MiB on each of 1 processor: /],
    [2, 64, /^4 x 512 KiB on each of 64 processors: 128 MiB of 2\.0 GiB/],
  ])('reports how much of %i GiB the buffers take with %i processors', (memoryGib, cpus, says) => {
    expect(kernelBuffersCheck({ memoryBytes: memoryGib * 2 ** 30, cpus }).summary).toMatch(says);
  });

  it.each([
    [{}, 1000, 'bad'],
    [{ 'user/max_user_namespaces': '0' }, 1000, 'bad'],
    [{ 'user/max_user_namespaces': '9' }, 1000, 'good'],
    [{ 'user/max_user_namespaces': '9', 'kernel/unprivileged_userns_clone': '0' }, 1000, 'bad'],
    [{ 'user/max_user_namespaces': '9', 'kernel/unprivileged_userns_clone': '0' }, 0, 'good'],
    [{ 'user/max_user_namespaces': '9', 'kernel/apparmor_restrict_unprivileged_userns': '1' }, 1000, 'caution'],
  ])('user namespaces with %j for user %i: %s', async (switches, who, state) => {
    for (const [name, value] of Object.entries(switches)) put(`proc/sys/${name}`, `${value}\n`);
    expect((await userNamespacesCheck(environment({ uid: who }))).state).toBe(state);
  });
});

const access = (change: Partial<RootAccess> = {}): RootAccess => ({
  ...{ isRoot: false, daemon: 'absent', group: 'not-member', elevation: 'possible', fromCheckout: false },
  ...change,
});

describe('elevation', () => {
  it.each([
    [access(), 'good', /pkexec/, /pkexec true/],
    [access({ elevation: 'up' }), 'good', /helper/, undefined],
    [access({ elevation: 'no-pkexec' }), 'note', /pkexec/, /tracing/],
    [access({ elevation: 'unsafe' }), 'caution', /root/, /tracing/],
  ])('reports whether the password dialog can appear: %j', (one, state, summary, why) => {
    const finding = pkexecCheck(environment(), one);
    expect(finding).toMatchObject({ state, summary: expect.stringMatching(summary) });
    if (why) expect(finding.why).toMatch(why);
    else expect(finding.why).toBeUndefined();
    expect(pkexecCheck(environment({ uid: 0 }), one)).toEqual({
      state: 'good',
      summary: expect.stringMatching(/root/),
    });
  });

  it('explains how to get a dialog over ssh, and warns about files of a checkout', () => {
    const remote = environment({ env: { SSH_CONNECTION: '1 2 3 4' } });
    expect(pkexecCheck(remote, access())).toMatchObject({ state: 'note', remedy: expect.stringMatching(/polkitd/) });
    put('bin/pkttyagent', '', 0o755);
    const withAgent = environment({ env: { SSH_CONNECTION: '1 2 3 4', PATH: below('bin') } });
    expect(pkexecCheck(withAgent, access())).toMatchObject({
      state: 'good',
      summary: expect.stringMatching(/terminal/),
    });
    expect(pkexecCheck(environment(), access({ fromCheckout: true })).why).toMatch(/checkout/);
    expect(pkexecCheck(environment(), access()).why).not.toMatch(/checkout/);
  });

  it('distinguishes no group tracing, a member, a member after the next log-in, and no member', async () => {
    const finding = (group: RootAccess['group'], change = {}) =>
      tracingGroupCheck(environment(change), access({ group }));
    expect(await finding('no-such-group')).toMatchObject({ state: 'note', remedy: expect.stringMatching(/groupadd/) });
    put('etc/group', 'wheel:x:10:anna\ntracing:x:987654:ben,anna\n');
    expect((await finding('member')).state).toBe('good');
    const later = await finding('not-member');
    expect(later).toMatchObject({ state: 'note', summary: expect.stringMatching(/log out/i) });
    expect(later.remedy).toBeUndefined();
    expect(await finding('not-member', { userName: 'ann' })).toMatchObject({
      state: 'note',
      remedy: expect.stringMatching(/usermod -aG tracing/),
    });
    expect(await finding('not-member', { uid: 0 })).toEqual({ state: 'good', summary: expect.stringMatching(/root/i) });
  });

  it('reports since when the root session daemon has been running, from its pid file and the boot time', async () => {
    expect((await rootDaemonCheck(environment(), access(), 'loaded')).summary).toBe(NO_ROOT_DAEMON);
    const running = access({ daemon: 'running' });
    const unknown = (await rootDaemonCheck(environment(), running, 'not-installed')).summary;
    expect(unknown).toMatch(/running\. .*not available/);
    expect(unknown).not.toBe(NO_ROOT_DAEMON);
    put('run/lttng/lttng-sessiond.pid', '321\n');
    put('proc/321/stat', `321 (lttng (sess) d) S ${Array.from({ length: 18 }, () => 0).join(' ')} 360000 7\n`);
    put('proc/stat', 'cpu 1 2 3\nbtime 1700000000\n');
    expect((await rootDaemonCheck(environment(), running, 'loaded')).summary).toMatch(
      /2023-11-14 23:13 UTC\. .*tracer is loaded/,
    );
  });
});

describe('viewer', () => {
  const places = () => ({ env: { PATH: below('bin') }, home: below('home'), root: scratch.path });

  it('reports where to get one, and that a selected one cannot be run', async () => {
    expect(await viewerCheck(places(), null, '2.13.9')).toMatchObject({
      state: 'caution',
      why: expect.stringMatching(/eclipse\.dev\/tracecompass/),
    });
    expect(await viewerCheck(places(), '/no/such', '2.13.9')).toMatchObject({
      state: 'bad',
      summary: expect.stringMatching(/\/no\/such/),
    });
  });

  it('finds one in the home folder, reads its version, and knows which traces it reads', async () => {
    put('home/trace-compass/tracecompass', '#!/bin/sh\n', 0o755);
    expect(await viewerCheck(places(), null, '2.13.9')).toMatchObject({
      state: 'good',
      summary: expect.stringContaining(below('home/trace-compass/tracecompass')),
    });
    mkdirSync(below('home/trace-compass/features/org.eclipse.tracecompass.rcp_9.2.0.202401'), { recursive: true });
    expect(await viewerCheck(places(), null, '2.13.9')).toMatchObject({
      state: 'good',
      summary: expect.stringMatching(/Compass 9\.2\.0:/),
    });
    expect(await viewerCheck(places(), null, '2.14.0')).toMatchObject({
      state: 'caution',
      why: expect.stringMatching(/11\.1/),
    });
  });

  it('finds one by its desktop menu entry', async () => {
    put('apps/tc', '#!/bin/sh\n', 0o755);
    put('home/.local/share/applications/TraceCompass.desktop', `[Desktop Entry]\nExec="${below('apps/tc')}" %F\n`);
    expect(await viewerCheck(places(), null, null)).toMatchObject({ state: 'good' });
  });
});

describe('engines', () => {
  const info = { Driver: 'overlay', CgroupVersion: '1', MemoryLimit: true, CpuCfsQuota: true };

  it('reports an absent one as a note if another one answers', () => {
    const absent = { id: 'x', title: 'X', version: null, rootless: null, endpoint: '', reason: 'Not here.' };
    expect(engineCheck({ ...absent, state: 'missing' }).state).toBe('note');
    expect(engineCheck({ ...absent, state: 'missing' }, true).state).toBe('bad');
    expect(engineCheck({ ...absent, state: 'stopped', remedy: 'start it' })).toMatchObject({
      state: 'caution',
      remedy: 'start it',
    });
  });

  it('knows the requirements of limits', () => {
    expect(limitsFinding(info, false).state).toBe('good');
    expect(limitsFinding(info, true)).toMatchObject({
      state: 'note',
      summary: expect.stringMatching(/memory and processors.*without root/),
    });
    expect(limitsFinding({ ...info, MemoryLimit: false }, false)).toMatchObject({
      summary: expect.stringMatching(/memory here/),
    });
  });

  it('warns about vfs', () => {
    expect(storageFinding(info).state).toBe('good');
    expect(storageFinding({ ...info, Driver: 'vfs' }).state).toBe('caution');
  });

  it('knows which program provides the network, by version', () => {
    const env = { PATH: below('bin') };
    put('bin/pasta', '', 0o755);
    put('tun', '');
    expect(rootlessNetworkFinding('5.2.0', env, below('tun')).state).toBe('good');
  });

  it('counts ids in subuid and subgid', () => {
    put('bin/newuidmap', '', 0o755);
    const env = { PATH: below('bin') };
    const files = { subuid: below('subuid'), subgid: below('subgid') };
    expect(userIdsFinding(env, files)).toMatchObject({
      state: 'caution',
      summary: expect.stringMatching(/subuid and .*subgid/),
    });
    put('subuid', `${uid}:100000:65536\n`);
    put('subgid', `somebody:1:65536\n${uid}:100000:30000\n${uid}:200000:40000\n`);
    expect(userIdsFinding(env, files).state).toBe('good');
  });
});

describe('the list of findings', () => {
  it('keeps since when a state exists, and the remedy only while it is required', async () => {
    const book = new FindingBook();
    const first = book.enter('library', { state: 'caution', summary: 'a', fix: ['mkdir', '-p', "/it's"] });
    expect(first).toMatchObject({ mendable: true, remedy: "mkdir -p '/it'\\''s'" });
    const second = book.enter('library', { state: 'caution', summary: 'b' });
    expect(second.since).toBe(first.since);
    expect(second).toMatchObject({ mendable: false });
    expect(book.fixOf('library')).toBeUndefined();
  });

  it('runs only its own programs', async () => {
    await expect(runRemedy(['rm', '-rf', scratch.path])).rejects.toThrow(RangeError);
  });
});
