/** The families of distributions whose package names are known; os-release(5) names them in ID and ID_LIKE. */
export const FAMILIES = {
  debian: { manager: 'sudo apt-get', ids: ['debian', 'ubuntu'] },
  fedora: { manager: 'sudo dnf', ids: ['fedora', 'rhel', 'centos'] },
} as const satisfies Record<string, { manager: string; ids: readonly string[] }>;
export type Family = keyof typeof FAMILIES;
const FAMILY_NAMES = Object.keys(FAMILIES) as Family[];

interface RequiredPackage extends Record<Family, string> {
  /** The programs of the package that the app starts. */
  programs: readonly string[];
}

/** Everything that a hint of the app can tell the user to install. */
export const PACKAGES = {
  lttng: { debian: 'lttng-tools', fedora: 'lttng-tools', programs: ['lttng', 'lttng-sessiond'] },
  'lttng-ust': { debian: 'liblttng-ust1', fedora: 'lttng-ust', programs: [] },
  babeltrace2: { debian: 'babeltrace2', fedora: 'babeltrace2', programs: ['babeltrace2'] },
  pkexec: { debian: 'pkexec', fedora: 'polkit', programs: ['pkexec'] },
  pkttyagent: { debian: 'polkitd', fedora: 'polkit', programs: ['pkttyagent'] },
  podman: { debian: 'podman', fedora: 'podman', programs: ['podman'] },
  runc: { debian: 'runc', fedora: 'runc', programs: ['runc'] },
  'id-maps': { debian: 'uidmap', fedora: 'shadow-utils', programs: ['newuidmap', 'newgidmap'] },
  slirp4netns: { debian: 'slirp4netns', fedora: 'slirp4netns', programs: ['slirp4netns'] },
  pasta: { debian: 'passt', fedora: 'passt', programs: ['pasta'] },
  'fuse-overlayfs': { debian: 'fuse-overlayfs', fedora: 'fuse-overlayfs', programs: ['fuse-overlayfs'] },
  docker: { debian: 'docker.io', fedora: 'moby-engine', programs: ['dockerd'] },
  squashfuse: { debian: 'squashfuse', fedora: 'squashfuse', programs: ['squashfuse'] },
  'squashfs-tools': { debian: 'squashfs-tools', fedora: 'squashfs-tools', programs: ['unsquashfs'] },
  mmdebstrap: { debian: 'mmdebstrap', fedora: 'mmdebstrap', programs: ['mmdebstrap'] },
  'debian-keys': { debian: 'debian-archive-keyring', fedora: 'debian-keyring', programs: [] },
  zstd: { debian: 'zstd', fedora: 'zstd', programs: ['zstd'] },
  xz: { debian: 'xz-utils', fedora: 'xz', programs: ['xz'] },
  gzip: { debian: 'gzip', fedora: 'gzip', programs: ['gzip'] },
  coreutils: { debian: 'coreutils', fedora: 'coreutils', programs: ['env', 'timeout', 'nice', 'du'] },
  'util-linux': {
    debian: 'util-linux',
    fedora: 'util-linux',
    programs: ['setpriv', 'flock', 'mount', 'umount', 'unshare', 'nsenter'],
  },
} as const satisfies Record<string, RequiredPackage>;
export type PackageName = keyof typeof PACKAGES;

/** The family in the text of os-release(5); null for any other distribution. */
export function familyOf(osRelease: string): Family | null {
  const ids = [...osRelease.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap(([, value = '']) => value.split(' '));
  return FAMILY_NAMES.find((family) => FAMILIES[family].ids.some((id) => ids.includes(id))) ?? null;
}

/**
 * The command that installs packages, to copy. For an unknown distribution a comment with the names that the known ones use.
 * @param family the distribution's family, as familyOf() returns it
 */
export function installCommand(
  family: Family | null,
  names: readonly PackageName[],
  verb: 'install' | 'reinstall' = 'install',
): string {
  if (family === null) return `# ${verb} with the package manager: ${namesIn('debian', names)}`;
  return `${FAMILIES[family].manager} ${verb} ${namesIn(family, names)}`;
}

/** The commands of all families, where the distribution is not known. */
export const installCommands = (...names: readonly PackageName[]): string =>
  FAMILY_NAMES.map((family) => `\`${installCommand(family, names)}\``).join(' or ');

const namesIn = (family: Family, names: readonly PackageName[]): string =>
  [...new Set(names.map((name) => PACKAGES[name][family]))].join(' ');

/** The package that has a program; undefined for a program that no hint names. */
export const packageOf = (program: string): PackageName | undefined =>
  (Object.keys(PACKAGES) as PackageName[]).find((name) =>
    (PACKAGES[name].programs as readonly string[]).includes(program),
  );
