import { accessSync, constants } from 'node:fs';
import type { Problem } from '@shared/images/readiness';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';

type Env = Record<string, string | undefined>;

/** Both programs open it for the container's network: slirp4netns(1), pasta(1). */
const TUN = '/dev/net/tun';
const PROGRAMS = ['slirp4netns', 'pasta'] as const;
type Program = (typeof PROGRAMS)[number];

/** What keeps containers of a plain user's Podman from a network. */
interface Lack {
  /** The begin of a sentence. */
  what: string;
  remedy: string;
  /** Podman was seen to take another program by its configuration: then it is no proof. */
  isSure: boolean;
}

function lackOf(version: string | null, env: Env, tun: string): Lack | undefined {
  const [usual] = inOrder(version);
  const found = PROGRAMS.filter((program) => findProgram(program, env));
  const tunError = openError(tun);
  if (!found.includes(usual))
    return {
      what: `${usual} is not installed`,
      remedy: `sudo apt-get install ${usual === 'pasta' ? 'passt' : usual}`,
      isSure: found.length === 0,
    };
  if (tunError === undefined) return undefined;
  return tunError === 'ENOENT'
    ? { what: `${tun} is not there`, remedy: 'sudo modprobe tun', isSure: true }
    : {
        what: `${tun} is closed to you`,
        remedy: `echo 'KERNEL=="tun", MODE="0666"' | sudo tee /etc/udev/rules.d/99-tun.rules && sudo chmod 0666 ${tun}`,
        isSure: true,
      };
}

/** pasta (package passt) from Podman 5 on, slirp4netns before; containers.conf(5). */
const inOrder = (version: string | null): readonly [usual: Program, other: Program] =>
  Number((version ?? '').split('.')[0]) >= 5 ? ['pasta', 'slirp4netns'] : ['slirp4netns', 'pasta'];

function openError(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EACCES';
  }
}

/** Without root a container's network is a program's work. */
export function rootlessNetworkFinding(version: string | null, env: Env, tun = TUN): EngineFinding {
  const [usual, other] = inOrder(version);
  const lack = lackOf(version, env, tun);
  if (!lack) return { topic: 'network', state: 'good', summary: `${usual} gives containers a network.` };
  const also =
    !lack.isSure && findProgram(other, env)
      ? ` ${other} is there, but Podman ${version ?? ''} does not take it by itself.`
      : '';
  return {
    topic: 'network',
    state: 'caution',
    summary: `${lack.what}: containers without root have no network.`,
    why: `A container that asks for no network, or for the host's, runs all the same; the default one does not start.${also}`,
    remedy: lack.remedy,
  };
}

/** Networks that no program is needed for. */
const FREE = ['none', 'host'];
/** Networks that Podman always has. Another name may be a mistake, which Podman names better than we do. */
const KNOWN = ['bridge', ...PROGRAMS];

/** @param network as the request names it; undefined: Podman's default */
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
