import { existsSync, readFileSync } from 'node:fs';
import type { EngineTopic } from '@shared/doctor/check-list';
import { z } from 'zod';

/** What an engine that is ready says of itself, topic by topic. */
export interface EngineFinding {
  topic: EngineTopic;
  state: 'good' | 'note' | 'caution' | 'bad';
  summary: string;
  why?: string;
  remedy?: string;
}

/** `GET /info` of the Docker API, which Podman answers too. */
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

/** @param networks as the engine lists them: a default one is a bridge */
export function networkFinding(networks: z.infer<typeof engineNetworksSchema>): EngineFinding {
  const bridge = networks.find((network) => network.Driver === 'bridge');
  if (bridge) return { topic: 'network', state: 'good', summary: `Containers get the network ${bridge.Name}.` };
  return {
    topic: 'network',
    state: 'note',
    summary: "It has no bridge: containers run without a network, or with the host's.",
    why: 'A recording that asks for none is not refused; its container reaches nothing.',
  };
}

/** Whose root a container's root is: names of the options by `docker info`. */
export function usersFinding({ SecurityOptions }: EngineInfo): EngineFinding {
  const remapped = (SecurityOptions ?? []).some((option) => /name=(userns|rootless)/.test(option));
  return {
    topic: 'users',
    state: 'good',
    summary: remapped
      ? "A container's root is an ordinary user of this machine."
      : "A container's root is this machine's root, within what its engine lets it do.",
  };
}

/** vfs has no layers: each container is a whole copy of its image. */
export function storageFinding({ Driver }: EngineInfo): EngineFinding {
  if (Driver !== 'vfs') return { topic: 'storage', state: 'good', summary: `Storage driver ${Driver}.` };
  return {
    topic: 'storage',
    state: 'caution',
    summary: 'Storage driver vfs: each container copies its whole image.',
    why: 'It works, but each container starts seconds later and takes the space of its image. The driver of a store that has images is not changed by itself.',
  };
}

/** @param rootless whether it runs without root, where the kernel lets it limit only what was handed down */
export function limitsFinding(info: EngineInfo, rootless: boolean): EngineFinding {
  const able = rootless ? delegated(info) : { memory: info.MemoryLimit, cpu: info.CpuCfsQuota };
  const not = [...(able.memory ? [] : ['memory']), ...(able.cpu ? [] : ['processors'])];
  if (not.length === 0)
    return { topic: 'limits', state: 'good', summary: 'Memory and processors of a container can be limited.' };
  const v1 = info.CgroupVersion === '1';
  return {
    topic: 'limits',
    state: 'note',
    summary: `It cannot limit ${not.join(' and ')} here${rootless ? ' without root' : ''}.`,
    why: `Only a recording that asks for such a limit is refused; all others are not touched. ${
      v1 && rootless
        ? 'This machine has control groups v1, where only root may set limits; v2 hands that down.'
        : 'The control groups of this machine do not hand that down.'
    }`,
    ...(rootless && !v1 ? { remedy: DELEGATE } : {}),
  };
}

const DELEGATE =
  "sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee /etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload";

const delegated = ({ CgroupVersion }: EngineInfo): HandedDown =>
  CgroupVersion === '1' ? { memory: false, cpu: false } : handedDown();

/** Which limits a plain user may set. */
export interface HandedDown {
  memory: boolean;
  cpu: boolean;
}

/** What systemd handed down to this user's manager: the kernel's cgroup-v2 documentation, "Delegation". */
export function handedDown(): HandedDown {
  const uid = process.getuid?.() ?? 0;
  const path = `/sys/fs/cgroup/user.slice/user-${uid}.slice/user@${uid}.service/cgroup.controllers`;
  const words = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [];
  return { memory: words.includes('memory'), cpu: words.includes('cpu') };
}
