import type { Volume } from './container-spec';
import type { HostReach, ReachRequest } from './engine-language';
import { type EngineId, engineLanguage } from './registry';

/** Normalized paths of this machine's programs, settings and secrets. Other paths count as ordinary data. */
const SENSITIVE: readonly (readonly [RegExp, (path: string) => string])[] = [
  [/^\/$/, () => 'all files of this machine'],
  [/\/(?:docker|podman|containerd|crio)\.sock$/, (path) => `${path}, which controls a container engine`],
  [/^\/(?:var\/)?run(?:\/|$)/, (path) => `${path}, where services of this machine have their sockets`],
  [/^\/home(?:\/[^/]+)?$/, (path) => `the home folder${path === '/home' ? 's' : ''} ${path}`],
  [/^\/(?:dev|proc|sys|boot|etc|root)(?:\/|$)/, (path) => path],
  [/^\/(?:usr|var|var\/lib|opt|lib|lib64|bin|sbin)$/, (path) => path],
  [/\/\.(?:ssh|gnupg|aws|azure|kube|docker|config|mozilla|password-store)(?:\/|$)/, (path) => path],
];

/**
 * The security-relevant resources of this machine that a container's programs can access: those that the engine shares by default,
 * and volumes of sensitive paths.
 */
export const hostReach = (engine: EngineId, request: ReachRequest & { volumes: readonly Volume[] }): HostReach[] => [
  ...engineLanguage(engine).reach(request),
  ...request.volumes.flatMap(reachOfVolume),
];

function reachOfVolume({ source, readOnly }: Volume): HostReach[] {
  const path = normalized(source);
  const found = SENSITIVE.find(([pattern]) => pattern.test(path));
  return found ? [{ how: readOnly ? 'read' : 'write', what: found[1](path) }] : [];
}

/** Resolves `.`, `..` and double slashes as the kernel does, except symbolic links. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const VERBS: Readonly<Record<HostReach['how'], string>> = { write: 'read and write', read: 'read', use: 'reach' };

/** A sentence for the form and the plan; null for a container that can access nothing. */
export function reachSentence(reach: readonly HostReach[]): string | null {
  const parts = (['write', 'read', 'use'] as const).flatMap((how) => {
    const things = [...new Set(reach.filter((one) => one.how === how).map(({ what }) => what))];
    return things.length === 0 ? [] : [`${VERBS[how]} ${listed(things)}`];
  });
  return parts.length === 0 ? null : `The container's programs can ${parts.join('; they can ')}.`;
}

const listed = (things: readonly string[]): string =>
  things.length < 2 ? things.join() : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
