import type { HostReach, ReachRequest } from '@shared/engines/engine-language';
import { hostReach, reachSentence } from '@shared/engines/host-reach';
import { ENGINE_IDS, type EngineId, engineLanguage } from '@shared/engines/registry';
import { describe, expect, it } from 'vitest';

const reach = (engine: EngineId, request: Partial<ReachRequest> = {}, source?: string, readOnly = false): HostReach[] =>
  hostReach(engine, {
    options: [],
    ...request,
    volumes: source === undefined ? [] : [{ source, target: '/x', readOnly }],
  });
const written = (found: readonly HostReach[]) => found.filter(({ how }) => how === 'write').map(({ what }) => what);

describe('what a container can access on this machine', () => {
  it('is, with Apptainer, the home folder, temporary files, processes and the network', () => {
    expect(written(reach('apptainer'))).toEqual(['your home folder', '/tmp', '/var/tmp']);
    expect(reach('apptainer').filter(({ how }) => how === 'use')).toHaveLength(3);
  });

  it('is less with each option for isolation', () => {
    expect(written(reach('apptainer', { options: ['no-home'] }))).toEqual(['/tmp', '/var/tmp']);
    expect(written(reach('apptainer', { options: ['containall'] }))).toEqual([]);
    expect(reach('apptainer', { options: ['containall'], network: 'none' })).toEqual([]);
    const processes = (options: string[]) => reach('apptainer', { options }).map(({ what }) => what);
    expect(processes([])).toContain('your processes');
    expect(processes(['pid'])).not.toContain('your processes');
  });

  it.each(['podman', 'docker'] as const)('is nothing with %s by default', (engine) => {
    expect(reachSentence(reach(engine))).toBeNull();
    expect(reachSentence(reach(engine, {}, '/home/me/project'))).toBeNull();
    expect(reach(engine, { network: 'host' })).toHaveLength(1);
  });

  it.each(ENGINE_IDS)('includes volumes of sensitive paths with %s', (engine) => {
    const own = engineLanguage(engine).reach({ options: [] }).length;
    for (const source of [
      ...[
        '/',
        '//',
        '/home/me/..',
        '/home/me',
        '/home/me/',
        '/home/me/.ssh',
        '/etc',
        '/etc/shadow',
        '/root',
        '/dev/sda',
      ],
      ...[
        '/proc',
        '/var/run/docker.sock',
        '/run/user/1000/podman/podman.sock',
        '/home/me/project/../.gnupg',
        '/var/lib',
      ],
    ])
      expect([source, reach(engine, {}, source).length]).toEqual([source, own + 1]);
    for (const source of ['/home/me/project', '/data', '/srv/etc', '/home/me/etc', '/mnt/root-fs'])
      expect([source, reach(engine, {}, source).length]).toEqual([source, own]);
  });

  it('distinguishes writable from read-only volumes', () => {
    expect(reach('podman', {}, '/etc', true)).toEqual([{ how: 'read', what: '/etc' }]);
    expect(reach('podman', {}, '/etc')).toEqual([{ how: 'write', what: '/etc' }]);
  });

  it('is one sentence', () => {
    expect(
      reachSentence([
        { how: 'write', what: '/a' },
        { how: 'write', what: '/b' },
        { how: 'read', what: '/c' },
        { how: 'use', what: 'the network' },
      ]),
    ).toBe("The container's programs can read and write /a and /b; they can read /c; they can reach the network.");
  });
});
