import { accessSync, constants } from 'node:fs';
import type { Problem } from '@shared/images/problem';
import { toInstall } from '../../files/install-hint';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';

type Env = Record<string, string | undefined>;

/** Device that both programs open for the container's network: slirp4netns(1), pasta(1). */
const TUN = '/dev/net/tun';
const PROGRAMS = ['slirp4netns', 'pasta'] as const;
type Program = (typeof PROGRAMS)[number];

/** Why containers of a plain user's Podman have no network. */
interface Lack {
  /** The start of a sentence. */
  what: string;
  remedy: string;
  /** Whether the other program is missing, too. Podman's configuration can select that one. */
  isSure: boolean;
}

function lackOf(version: string | null, env: Env, tun: string): Lack | undefined {
  const [preferred] = inOrder(version);
  const found = PROGRAMS.filter((program) => findProgram(program, env));
  const tunError = openError(tun);
  if (!found.includes(preferred))
    return {
      what: `${preferred} is not installed`,
      remedy: toInstall(preferred),
      isSure: found.length === 0,
    };
  if (tunError === undefined) return undefined;
  return tunError === 'ENOENT'
    ? { what: `${tun} does not exist`, remedy: 'sudo modprobe tun', isSure: true }
    : {
        what: `You have no access to ${tun}`,
        remedy: `echo 'KERNEL=="tun", MODE="0666"' | sudo tee /etc/udev/rules.d/99-tun.rules && sudo chmod 0666 ${tun}`,
        isSure: true,
      };
}

/** Podman's default is pasta (package passt) since Podman 5, and slirp4netns before; containers.conf(5). */
const inOrder = (version: string | null): readonly [preferred: Program, other: Program] =>
  Number((version ?? '').split('.')[0]) >= 5 ? ['pasta', 'slirp4netns'] : ['slirp4netns', 'pasta'];

function openError(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EACCES';
  }
}

/** Whether the program is available that connects a container to a network without root. */
export function rootlessNetworkFinding(version: string | null, env: Env, tun = TUN): EngineFinding {
  const [preferred, other] = inOrder(version);
  const lack = lackOf(version, env, tun);
  if (!lack) return { topic: 'network', state: 'good', summary: `${preferred} connects containers to a network.` };
  const also =
    !lack.isSure && findProgram(other, env)
      ? ` ${other} is installed, but Podman ${version ?? ''} does not use it by default.`
      : '';
  return {
    topic: 'network',
    state: 'caution',
    summary: `${lack.what}, so containers without root have no network.`,
    why: `A container with the default network does not start. A container with the network none or host runs.${also}`,
    remedy: lack.remedy,
  };
}

/** Networks that require no program. */
const FREE = ['none', 'host'];
/** Networks that Podman always has. Another name can be a typing error, which Podman reports better. */
const KNOWN = ['bridge', ...PROGRAMS];

/** @param network the network in the request; undefined: Podman's default */
export function rootlessNetworkProblem(
  network: string | undefined,
  version: string | null,
  env: Env,
  tun = TUN,
): Problem[] {
  const lack = network !== undefined && FREE.includes(network) ? undefined : lackOf(version, env, tun);
  const isKnown = network === undefined || KNOWN.some((name) => name === network);
  if (!lack) return [];
  return [
    {
      code: 'no-network',
      severity: lack.isSure && isKnown ? 'error' : 'warning',
      message: `${lack.what}, so Podman cannot connect the container to a network.`,
      hint: `Choose the network none or host. Or run \`${lack.remedy}\`.`,
    },
  ];
}
