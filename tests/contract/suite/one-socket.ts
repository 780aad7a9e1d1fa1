import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SessionDaemon } from '@core/tracer/session-daemon';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { parseOrThrow } from '@shared/model/parse';
import { planRun } from '@shared/planning/plan-run';
import { ustSocketPath } from '@shared/planning/ust-socket';
import { runConfigSchema } from '@shared/request/run-config';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newRunId, type Subject, startUntil } from './subject';

const UST_SOCKET = 'lttng-ust-sock-8';
const TARGET = `/var/run/lttng/${UST_SOCKET}`;
const COMMAND = ['sh', '-c', 'echo ready; while :; do sleep 0.05; done'];
const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'];

/** Checks that tracing adds only one read-only socket to a container (issue 2). */
export function oneSocketContract(open: () => Subject): void {
  describe('a traced container', () => {
    it('has the mounts, capabilities and namespaces of an untraced one, and the one socket', async () => {
      const subject = open();
      const daemon = new SessionDaemon(subject.folder, process.getuid?.() ?? 0);
      onTestFinished(() => daemon.end());
      await daemon.ensure(daemon.ref, UST_SOCKET);
      const spec = tracedSpec(subject, daemon);
      const socket = ustSocketPath(daemon.ref, UST_SOCKET);
      const traced = await looked(subject, spec);
      const plain = await looked(subject, {
        ...spec,
        name: `${spec.name}-plain`,
        volumes: spec.volumes.filter((volume) => volume.source !== socket),
        env: spec.env.filter((variable) => variable.name !== 'LD_PRELOAD'),
        labels: {},
      });

      const { mounts, binds, ...rest } = traced;
      const { mounts: plainMounts, binds: plainBinds, ...plainRest } = plain;
      expect(rest).toEqual(plainRest);
      const added = mounts.filter((mount) => !plainMounts.some((other) => other.target === mount.target));
      expect(added).toEqual([{ source: socket, target: TARGET, writable: false }]);
      expect(mounts.length).toBe(plainMounts.length + 1);
      expect(binds.filter((bind) => !bind.includes(TARGET))).toEqual(plainBinds);
    });
  });
}

/** A container as the product plans it, with additional options of a user. */
function tracedSpec(subject: Subject, daemon: SessionDaemon): ContainerSpec {
  const config = parseOrThrow(
    runConfigSchema,
    {
      target: {
        kind: 'container',
        engine: subject.engine.id,
        image: subject.state.images.demo,
        network: 'none',
        volumes: [{ source: subject.folder, target: '/work', readOnly: false }],
        env: [{ name: 'WORD', value: 'x', secret: false }],
      },
      command: COMMAND,
      recording: { preset: 'functions' },
    },
    'The request',
  );
  const plan = planRun(config, {
    runId: newRunId(),
    tracePath: join(subject.folder, 'trace'),
    daemon: daemon.ref,
    ustSocket: UST_SOCKET,
    preloadNames: { 'cyg-profile': 'liblttng-ust-cyg-profile.so.1', fork: 'liblttng-ust-fork.so.1' },
  });
  const created = plan.steps.flatMap((step) => (step.do.kind === 'create-container' ? [step.do.spec] : []))[0];
  if (!created) throw new Error('The plan creates no container.');
  return created;
}

/** The engine's data about a running container, and the kernel's data about its first process. */
async function looked(subject: Subject, spec: ContainerSpec) {
  const { id, ended } = await startUntil(subject, spec, 'ready');
  const inspected = await subject.raw.getContainer(id).inspect();
  const {
    Binds,
    Mounts: _asMounts,
    ContainerIDFile: _file,
    ...hostConfig
  } = inspected.HostConfig as typeof inspected.HostConfig & {
    ContainerIDFile?: string;
  };
  const facts = {
    hostConfig,
    env: inspected.Config.Env.filter((word) => !/^(LD_PRELOAD|HOSTNAME)=/.test(word)).sort(),
    user: inspected.Config.User,
    mounts: inspected.Mounts.map((mount) => ({ source: mount.Source, target: mount.Destination, writable: mount.RW }))
      .map((mount) => ({ ...mount, source: mount.source.replaceAll(id, 'ID') }))
      .sort((a, b) => a.target.localeCompare(b.target)),
    binds: (Binds ?? []).slice().sort(),
    rights: rightsOf(inspected.State.Pid),
    ownNamespaces: NAMESPACES.filter((kind) => namespace(inspected.State.Pid, kind) !== namespace(process.pid, kind)),
    devices: [...(inspected.HostConfig.Devices ?? [])],
  };
  await subject.engine.stop(id, 0);
  await ended;
  return facts;
}

/** Users, groups, capabilities and filters of a process from proc(5). */
function rightsOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n')
    .filter((line) => /^(Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp\w*):/.test(line));
}

function namespace(pid: number, kind: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch (error) {
    // A process that changed its user cannot read its own namespaces, so use those of its children.
    if (pid === process.pid) return `host ${kind}`;
    throw error;
  }
}
