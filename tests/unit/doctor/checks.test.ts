import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { cacheCheck, libraryCheck, runtimeFolderCheck } from '@core/doctor/disk-checks';
import { pkexecCheck, tracingGroupCheck } from '@core/doctor/elevation-checks';
import { engineCheck } from '@core/doctor/engine-check';
import { FindingBook } from '@core/doctor/finding-book';
import type { Ground } from '@core/doctor/ground';
import { kernelTracerCheck, userNamespacesCheck } from '@core/doctor/kernel-checks';
import { runRemedy } from '@core/doctor/remedies';
import { viewerCheck } from '@core/doctor/viewer-check';
import { limitsFinding, storageFinding } from '@core/engines/engine-finding';
import { rootlessNetworkFinding, userIdsFinding } from '@core/engines/podman-findings';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const uid = process.getuid?.() ?? 0;
const SPACE = { freeBytes: 50e9, totalBytes: 100e9, kind: null };
const below = (...parts: string[]): string => join(scratch.path, ...parts);
const ground = (change: Partial<Ground> = {}): Ground => ({
  ...{ uid: 1000, userName: 'anna', home: below('home'), env: { PATH: below('bin') }, root: scratch.path },
  ...change,
});
function put(path: string, text = '', mode = 0o644): void {
  mkdirSync(below(path, '..'), { recursive: true });
  writeFileSync(below(path), text, { mode });
}

describe('disk', () => {
  it('tells a library that is gone, and its remedy makes it', async () => {
    const path = below('a b', 'traces');
    const gone = libraryCheck(path, uid, SPACE);
    expect(gone).toMatchObject({ state: 'caution', mend: ['mkdir', '-p', path] });
    if (!gone.mend) throw new Error('no remedy');
    expect(await runRemedy(gone.mend)).toEqual({ exitCode: 0, output: '' });
    expect(libraryCheck(path, uid, SPACE).state).toBe('good');
  });

  it('tells a file in its place, too little space, and what does not last or is slow', () => {
    put('file');
    expect(libraryCheck(below('file'), uid, SPACE)).toMatchObject({
      state: 'bad',
      summary: expect.stringMatching(/is no folder/),
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

  it('asks nothing for a cache that is not there yet', () => {
    expect(cacheCheck(below('cache'), uid, SPACE).state).toBe('good');
    expect(cacheCheck(scratch.path, uid, { ...SPACE, freeBytes: 1e9 }).state).toBe('caution');
  });

  it('refuses a runtime folder in which anybody could take our place', () => {
    mkdirSync(below('run'), { mode: 0o700 });
    expect(runtimeFolderCheck(below('run'), uid, undefined).state).toBe('good');
    chmodSync(below('run'), 0o777);
    expect(runtimeFolderCheck(below('run'), uid, undefined)).toMatchObject({
      state: 'bad',
      remedy: expect.stringMatching(/chmod o-w/),
    });
    chmodSync(below('run'), 0o1777);
    expect(runtimeFolderCheck(below('run'), uid, undefined).state).not.toBe('bad');
  });
});

describe('kernel', () => {
  it('says that kernel recording comes later, and what of it is here', async () => {
    expect(await kernelTracerCheck(ground())).toMatchObject({
      state: 'note',
      summary: expect.stringMatching(/later version.*not installed/),
    });
    put(`lib/modules/${release()}/modules.dep`, 'updates/dkms/lttng-tracer.ko.xz: updates/dkms/lttng-lib.ko\n');
    expect(await kernelTracerCheck(ground())).toMatchObject({ summary: expect.stringMatching(/which is installed/) });
    mkdirSync(below('sys/module/lttng_tracer'), { recursive: true });
    expect(await kernelTracerCheck(ground())).toMatchObject({ summary: expect.stringMatching(/which is loaded/) });
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
    expect((await userNamespacesCheck(ground({ uid: who }))).state).toBe(state);
  });
});

describe('elevation', () => {
  it('knows whether pkexec is there, and that its agent is not knowable', () => {
    expect(pkexecCheck(ground({ env: { PATH: below('bin') } })).summary).toBeTruthy();
    put('bin/pkexec', '', 0o755);
    expect(pkexecCheck(ground())).toMatchObject({
      state: 'good',
      summary: expect.stringMatching(/shows only when it asks/),
    });
    expect(pkexecCheck(ground({ uid: 0 }))).toMatchObject({ state: 'good', summary: expect.stringMatching(/root/) });
  });

  it('reads the group tracing', async () => {
    expect(await tracingGroupCheck(ground())).toMatchObject({
      state: 'note',
      summary: expect.stringMatching(/no group/),
    });
    put('etc/group', 'wheel:x:10:anna\ntracing:x:987654:ben,anna\n');
    expect(await tracingGroupCheck(ground())).toMatchObject({
      state: 'good',
      summary: expect.stringMatching(/You are in it/),
    });
    expect(await tracingGroupCheck(ground({ userName: 'ann' }))).toMatchObject({
      state: 'note',
      summary: expect.stringMatching(/not in it/),
    });
  });
});

describe('viewer', () => {
  const places = () => ({ env: { PATH: below('bin') }, home: below('home'), root: scratch.path });

  it('says where to get one, and that a chosen one cannot be run', async () => {
    expect(await viewerCheck(places(), null, '2.13.9')).toMatchObject({
      state: 'caution',
      why: expect.stringMatching(/eclipse\.dev\/tracecompass/),
    });
    expect(await viewerCheck(places(), '/no/such', '2.13.9')).toMatchObject({
      state: 'bad',
      summary: expect.stringMatching(/\/no\/such/),
    });
  });

  it('finds one in the home, reads its version, and knows what that reads', async () => {
    put('home/trace-compass/tracecompass', '#!/bin/sh\n', 0o755);
    expect(await viewerCheck(places(), null, '2.13.9')).toMatchObject({
      state: 'good',
      summary: expect.stringMatching(/do not tell/),
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

  it('finds one by its entry in the menu', async () => {
    put('apps/tc', '#!/bin/sh\n', 0o755);
    put('home/.local/share/applications/TraceCompass.desktop', `[Desktop Entry]\nExec="${below('apps/tc')}" %F\n`);
    expect(await viewerCheck(places(), null, null)).toMatchObject({ state: 'good' });
  });
});

describe('engines', () => {
  const info = { Driver: 'overlay', CgroupVersion: '1', MemoryLimit: true, CpuCfsQuota: true };

  it('calls an absent one a note while another answers', () => {
    const absent = { id: 'x', title: 'X', version: null, rootless: null, endpoint: '', reason: 'Not here.' };
    expect(engineCheck({ ...absent, state: 'missing' }).state).toBe('note');
    expect(engineCheck({ ...absent, state: 'missing' }, true).state).toBe('bad');
    expect(engineCheck({ ...absent, state: 'stopped', remedy: 'start it' })).toMatchObject({
      state: 'caution',
      remedy: 'start it',
    });
  });

  it('knows what limits need', () => {
    expect(limitsFinding(info, false).state).toBe('good');
    expect(limitsFinding(info, true)).toMatchObject({
      state: 'note',
      summary: expect.stringMatching(/memory and processors.*without root/),
    });
    expect(limitsFinding({ ...info, MemoryLimit: false }, false)).toMatchObject({
      summary: expect.stringMatching(/memory here/),
    });
  });

  it('warns of vfs', () => {
    expect(storageFinding(info).state).toBe('good');
    expect(storageFinding({ ...info, Driver: 'vfs' }).state).toBe('caution');
  });

  it('knows which program gives a network, by version', () => {
    const env = { PATH: below('bin') };
    put('bin/pasta', '', 0o755);
    expect(rootlessNetworkFinding('5.2.0', env).state).toBe('good');
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

describe('the book of findings', () => {
  it('keeps since when something is so, and the remedy only while it is called for', async () => {
    const book = new FindingBook();
    const first = book.enter('library', { state: 'caution', summary: 'a', mend: ['mkdir', '-p', "/it's"] });
    expect(first).toMatchObject({ mendable: true, remedy: "mkdir -p '/it'\\''s'" });
    const second = book.enter('library', { state: 'caution', summary: 'b' });
    expect(second.since).toBe(first.since);
    expect(second).toMatchObject({ mendable: false });
    expect(book.mendOf('library')).toBeUndefined();
  });

  it('runs nothing but its own programs', async () => {
    await expect(runRemedy(['rm', '-rf', scratch.path])).rejects.toThrow(RangeError);
  });
});
