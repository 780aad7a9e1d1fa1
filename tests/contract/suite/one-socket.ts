import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { provideGate } from '@core/gate/provide-gate';
import { machinePayload } from '@core/payload/machine-payload';
import { placePayload } from '@core/payload/place-payload';
import { SessionDaemon } from '@core/tracer/session-daemon';
import type { ContainerSpec, Volume } from '@shared/engines/container-spec';
import { parseOrThrow } from '@shared/model/parse';
import { payloadVolumes } from '@shared/payload/payload-mounts';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { planRun } from '@shared/planning/plan-run';
import { ustSocketPath } from '@shared/planning/ust-socket';
import { runConfigSchema } from '@shared/request/run-config';
import { gateVolume } from '@shared/tracing/gate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newRunId, type Subject, startUntil } from './subject';

const UST_SOCKET = 'lttng-ust-sock-8';
const TARGET = `/var/run/lttng/${UST_SOCKET}`;
const COMMAND = ['sh', '-c', 'echo ready; while :; do sleep 0.05; done'];
const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'];

type Tracer = Pick<PlanFacts, 'gate' | 'payload' | 'preloadNames'>;

/** The tracer of the image, and what it adds beside the socket. */
function ownTracer({ folder }: Subject): [Tracer, Volume[]] {
  const gate = provideGate([folder]);
  if (!('folder' in gate)) throw new Error(gate.reason);
  const preloadNames = { 'cyg-profile': 'liblttng-ust-cyg-profile.so.1', fork: 'liblttng-ust-fork.so.1' };
  return [{ gate: gate.folder, preloadNames }, [gateVolume(gate.folder)]];
}

/** The tracer that this machine lends, and what it adds beside the socket. */
async function lentTracer({ folder }: Subject): Promise<[Tracer, Volume[]]> {
  const machine = await machinePayload();
  if (!machine) throw new Error('This machine has no complete tracer.');
  const payload = await placePayload(folder, machine, { preloads: ['cyg-profile', 'fork'], imageLines: [] });
  return [{ payload, preloadNames: {} }, payloadVolumes(payload)];
}

/** Checks that tracing adds only a read-only socket and read-only libraries to a container. */
export function oneSocketContract(open: () => Subject): void {
  describe('a traced container', () => {
    it.each([
      ['the gate', ownTracer],
      ['the tracer of this machine', lentTracer],
    ])('has the mounts, capabilities and namespaces of an untraced one, one socket and %s', async (_what, tracerOf) => {
      const subject = open();
      const daemon = new SessionDaemon(subject.folder, process.getuid?.() ?? 0);
      onTestFinished(() => daemon.end());
      await daemon.ensure(daemon.ref, UST_SOCKET);
      const [tracer, libraries] = await tracerOf(subject);
      const socket = { source: ustSocketPath(daemon.ref, UST_SOCKET), target: TARGET, readOnly: true };
      const volumes = [...libraries, socket].sort((a, b) => a.target.localeCompare(b.target));
      const targets = volumes.map(({ target }) => target);
      const spec = tracedSpec(subject, daemon, tracer);
      const traced = await looked(subject, spec);
      const plain = await looked(subject, {
        ...spec,
        name: `${spec.name}-plain`,
        volumes: spec.volumes.filter(({ target }) => !targets.includes(target)),
        env: spec.env.filter((variable) => variable.name !== 'LD_PRELOAD'),
        labels: {},
      });

      const { mounts, binds, ...rest } = traced;
      const { mounts: plainMounts, binds: plainBinds, ...plainRest } = plain;
      expect(rest).toEqual(plainRest);
      const added = mounts.filter((mount) => !plainMounts.some((other) => other.target === mount.target));
      expect(added).toEqual(volumes.map(({ source, target }) => ({ source, target, writable: false })));
      expect(mounts.length).toBe(plainMounts.length + volumes.length);
      expect(binds.filter((bind) => !targets.some((target) => bind.includes(target)))).toEqual(plainBinds);
    });
  });
}

/** A container as the product plans it, with additional options of a user. */
function tracedSpec(subject: Subject, daemon: SessionDaemon, tracer: Tracer): ContainerSpec {
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
    ...tracer,
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
