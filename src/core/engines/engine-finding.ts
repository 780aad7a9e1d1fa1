import { existsSync, readFileSync } from 'node:fs';
import type { EngineTopic } from '@shared/doctor/check-list';
import { z } from 'zod';

/** One result of the checks of a ready engine; the doctor shows it under its topic. */
export interface EngineFinding {
  topic: EngineTopic;
  state: 'good' | 'note' | 'caution' | 'bad';
  summary: string;
  why?: string;
  remedy?: string;
}

/** `GET /info` of the Docker API, which Podman supports, too. */
export const engineInfoSchema = z.object({
  Driver: z.string(),
  CgroupVersion: z.string().default('1'),
  MemoryLimit: z.boolean().default(false),
  CpuCfsQuota: z.boolean().default(false),
  SecurityOptions: z.array(z.string()).nullish(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

/** `GET /networks`. */
export const engineNetworksSchema = z.array(z.object({ Name: z.string(), Driver: z.string() }));

/** @param networks as the engine lists them; its default network is a bridge */
export function networkFinding(networks: z.infer<typeof engineNetworksSchema>): EngineFinding {
  const bridge = networks.find((network) => network.Driver === 'bridge');
  if (bridge) return { topic: 'network', state: 'good', summary: `Containers get the network ${bridge.Name}.` };
  return {
    topic: 'network',
    state: 'note',
    summary: "The engine has no bridge network. Containers run without a network, or with the host's.",
    why: 'A recording that selects no network still runs, but its container has no network access.',
  };
}

/** Whether a container's root is root on this machine, by the security options of `docker info`. */
export function usersFinding({ SecurityOptions }: EngineInfo): EngineFinding {
  const remapped = (SecurityOptions ?? []).some((option) => /name=(userns|rootless)/.test(option));
  return {
    topic: 'users',
    state: 'good',
    summary: remapped
      ? "A container's root is an ordinary user of this machine."
      : "A container's root is this machine's root, restricted by the engine.",
  };
}

/** vfs has no layers: each container is a whole copy of its image. */
export function storageFinding({ Driver }: EngineInfo): EngineFinding {
  if (Driver !== 'vfs') return { topic: 'storage', state: 'good', summary: `Storage driver ${Driver}.` };
  return {
    topic: 'storage',
    state: 'caution',
    summary: 'Storage driver vfs: each container copies its whole image.',
    why: 'Recording works, but each container starts some seconds later and takes as much space as its image. The driver of a store with images does not change automatically.',
  };
}

/** @param rootless whether the engine runs without root; it can then set delegated limits only */
export function limitsFinding(info: EngineInfo, rootless: boolean): EngineFinding {
  const supported = rootless ? rootlessLimits(info) : { memory: info.MemoryLimit, cpu: info.CpuCfsQuota };
  const unsupported = [...(supported.memory ? [] : ['memory']), ...(supported.cpu ? [] : ['processors'])];
  if (unsupported.length === 0)
    return { topic: 'limits', state: 'good', summary: 'Memory and processors of a container can be limited.' };
  const v1 = info.CgroupVersion === '1';
  return {
    topic: 'limits',
    state: 'note',
    summary: `The engine cannot limit ${unsupported.join(' and ')} here${rootless ? ' without root' : ''}.`,
    why: `Only recordings with such a limit are refused. ${
      v1 && rootless
        ? 'This machine has control groups v1, where only root can set limits. Control groups v2 can delegate them to users.'
        : 'The control groups of this machine do not delegate these limits.'
    }`,
    ...(rootless && !v1 ? { remedy: DELEGATE } : {}),
  };
}

const DELEGATE =
  "sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee /etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload";

const rootlessLimits = ({ CgroupVersion }: EngineInfo): SupportedLimits =>
  CgroupVersion === '1' ? { memory: false, cpu: false } : delegatedLimits();

/** Which limits can be set on a container. */
export interface SupportedLimits {
  memory: boolean;
  cpu: boolean;
}

/** The limits that systemd delegates to this user's manager; see the kernel's cgroup-v2 documentation, "Delegation". */
export function delegatedLimits(): SupportedLimits {
  const uid = process.getuid?.() ?? 0;
  const path = `/sys/fs/cgroup/user.slice/user-${uid}.slice/user@${uid}.service/cgroup.controllers`;
  const controllers = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [];
  return { memory: controllers.includes('memory'), cpu: controllers.includes('cpu') };
}
