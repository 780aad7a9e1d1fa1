import { isPrivateTmp } from '@core/private-tmp';
import { privateTmpProblems } from '@core/runs/planning/private-tmp-problem';
import { runConfigSchema } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';

const PLAIN = `21 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
30 21 0:25 / /run/user/1000 rw,nosuid - tmpfs tmpfs rw`;
/** A service of Debian 12 with PrivateTmp=yes, whose /tmp is a folder of the root file system. */
const PRIVATE = `${PLAIN}
88 21 254:1 /tmp/systemd-private-0a1b-demo.service-x7Yz/tmp /tmp rw,relatime shared:1 - ext4 /dev/vda1 rw
89 21 254:1 /var/tmp/systemd-private-0a1b-demo.service-q2/tmp /var/tmp rw,relatime - ext4 /dev/vda1 rw`;

describe('the /tmp of a service with PrivateTmp', () => {
  it('is told from that of the machine, also where /tmp is a file system of its own', () => {
    for (const path of ['/tmp', '/tmp/ct-abcdef', '/var/tmp/x']) {
      expect(isPrivateTmp(path, PRIVATE), path).toBe(true);
      expect(isPrivateTmp(path, PLAIN), path).toBe(false);
    }
    const ownFileSystem = `${PLAIN}\n88 21 0:40 /systemd-private-0a1b-demo.service-x7Yz/tmp /tmp rw - tmpfs tmpfs rw`;
    expect(isPrivateTmp('/tmp', ownFileSystem)).toBe(true);
  });

  it('does not cover other folders, nor a file system mounted in it or over it', () => {
    for (const path of ['/', '/run/user/1000/ct-abcdef', '/tmpfiles', '/var/tmpx'])
      expect(isPrivateTmp(path, PRIVATE), path).toBe(false);
    expect(isPrivateTmp('/tmp/disk/x', `${PRIVATE}\n95 88 0:50 / /tmp/disk rw - tmpfs tmpfs rw`)).toBe(false);
    expect(isPrivateTmp('/tmp/x', `${PRIVATE}\n95 88 0:50 / /tmp rw - tmpfs tmpfs rw`)).toBe(false);
    expect(isPrivateTmp('/tmp', '')).toBe(false);
  });

  describe('as the place of the socket of the tracer', () => {
    const config = (engine: string) =>
      runConfigSchema.parse({
        target: { kind: 'container', engine, image: 'demo:1' },
        command: ['ls'],
        recording: { preset: 'memory' },
      });
    const problems = (engine: string, { endsWithUs = false, isPrivate = true } = {}) =>
      privateTmpProblems(config(engine), {
        runtimeDir: '/tmp/ct-abcdef',
        daemon: { kind: 'private', home: '/tmp/ct-abcdef/d' },
        engine: () => ({ endsWithUs }),
        isPrivate: () => isPrivate,
      });

    it('is refused for an engine that was started outside of the service', () => {
      expect(problems('docker')).toMatchObject([
        { code: 'private-tmp', severity: 'error', hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR') },
      ]);
    });

    it('is no problem for our own service of Podman, for Apptainer, and on a shared /tmp', () => {
      expect(problems('podman', { endsWithUs: true })).toEqual([]);
      expect(problems('apptainer')).toEqual([]);
      expect(problems('docker', { isPrivate: false })).toEqual([]);
    });
  });
});
