import { traceReportSchema } from '@shared/model/trace-record';
import { expect } from 'vitest';
import type { Vm } from '../../vm/setup/vm';
import { itAtLength } from '../setup/on-machine';
import { clearLog, recordWords } from '../setup/recording';
import { cleanUpAfterFailure, setLinger } from '../setup/sessions';
import { awaitNoSession, awaitNothingLeft } from '../setup/what-is-left';

const LIMIT_MS = 300_000;
/** Folders of the service, as docs/files-and-variables.md names them for a service without a home folder. */
const STATE = [
  ...['-p', 'StateDirectory=recordings'],
  ...Object.entries({ LIBRARY: 'traces', CONFIG: 'config', CACHE: 'cache', WORKSPACES: 'workspaces' }).map(
    ([variable, folder]) => `--setenv=CONTAINERS_TRACE_${variable}=/var/lib/recordings/${folder}`,
  ),
];

const asService = (properties: readonly string[], words: string): string =>
  `systemd-run --quiet --collect --wait --pipe --unit=recording ${properties.join(' ')} ${words}`;

/** The sandboxes of systemd.exec(5) around a recording. */
export function serviceUnitCases(vm: () => Vm): void {
  const SANDBOXES = [
    {
      what: 'PrivateTmp=yes without XDG_RUNTIME_DIR, with Podman',
      properties: ['-p', 'User=tester', '-p', 'PrivateTmp=yes'],
      engine: 'podman',
    },
    {
      what: 'ProtectHome=yes, folders elsewhere, with Docker',
      properties: ['-p', 'User=tester', '-p', 'ProtectHome=yes', ...STATE],
      engine: 'docker',
    },
    {
      what: 'DynamicUser=yes, a user id without an entry, with Docker',
      properties: [
        ...['-p', 'DynamicUser=yes', '-p', 'SupplementaryGroups=docker'],
        ...['-p', 'RuntimeDirectory=recordings', ...STATE],
      ],
      engine: 'docker',
    },
  ] as const;

  for (const { what, properties, engine } of SANDBOXES)
    itAtLength(`records as a service with ${what}`, async () => {
      cleanUpAfterFailure(vm);
      await clearLog(vm());
      await setLinger(vm(), engine === 'podman' ? 'yes' : 'no');
      const words = recordWords(engine, ['--json', '--network', 'none'], ['ls', '/']);
      const { exitCode, stdout, stderr } = await vm().run(asService(properties, words), { timeoutMs: LIMIT_MS });
      expect(exitCode, stderr).toBe(0);
      const report = traceReportSchema.parse(JSON.parse(stdout));
      expect(report).toMatchObject({ state: 'ready', endedBy: 'program-end', exitCode: 0 });
      expect(report.events, stderr).toBeGreaterThan(0);
      await awaitNothingLeft(vm());
      await setLinger(vm(), 'no');
      await vm().must('rm -rf /var/lib/recordings /var/lib/private/recordings');
    });

  itAtLength('names lingering where rootless Podman misses the folder of a user without a session', async () => {
    cleanUpAfterFailure(vm);
    await setLinger(vm(), 'no');
    await awaitNoSession(vm());
    const words = recordWords('podman', ['--json', '--network', 'none'], ['ls', '/']);
    const { exitCode, stdout, stderr } = await vm().run(asService(['-p', 'User=tester'], words), {
      timeoutMs: LIMIT_MS,
    });
    expect(exitCode).toBeGreaterThan(0);
    expect(JSON.parse(stdout).error, stderr).toMatchObject({ hint: expect.stringContaining('enable-linger tester') });
    await awaitNothingLeft(vm());
  });

  itAtLength('names the folder and a variable where ProtectHome=yes hides the home folder', async () => {
    const words = recordWords('docker', ['--json', '--network', 'none'], ['ls', '/']);
    const service = asService(['-p', 'User=tester', '-p', 'ProtectHome=yes'], words);
    const { exitCode, stdout, stderr } = await vm().run(service, { timeoutMs: LIMIT_MS });
    expect(exitCode).toBeGreaterThan(0);
    const { error } = JSON.parse(stdout);
    expect(error, stderr).toMatchObject({ hint: expect.stringContaining('CONTAINERS_TRACE_CONFIG') });
    expect(error.code).not.toBe('internal');
    expect(await vm().must('ls -d /run/user/*/ct-* /tmp/ct-* 2>/dev/null || true')).toBe('');
  });
}
