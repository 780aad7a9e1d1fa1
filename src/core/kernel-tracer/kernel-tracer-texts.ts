import { FAMILIES, type Family } from '@shared/install/packages';
import type { KernelTracer, KernelTracerState } from '@shared/model/capabilities';
import { shellQuote } from '@shared/planning/shell-quote';
import { type BuildRemedy, buildReasons, buildRemedyCommand } from './build-remedies';
import type { KernelTracerFacts } from './kernel-tracer-facts';
import { compareReleases } from './module-files';

/** Every state except that of a failed probe. */
export type FoundState = Exclude<KernelTracerState, 'unknown'>;
type Texts = Pick<KernelTracer, 'reason' | 'why' | 'remedy'>;

const SOURCE_GUIDE = 'https://lttng.org/docs/#doc-building-from-source';
const MODULES = "Kernel events require LTTng's kernel modules, lttng-modules.";

/** The texts of each state: what was found, why it matters, and the commands that fix it. An unknown distribution gets those of Debian. */
export const textsOf: Record<FoundState, (facts: KernelTracerFacts) => Texts> = {
  loaded: ({ loaded }) => ({ reason: `lttng-modules${loaded ? ` ${loaded}` : ''} is loaded.`, why: MODULES }),
  installed: ({ dkms, release }) => ({
    reason: `lttng-modules${dkms ? ` ${dkms.version}` : ''} is installed for Linux ${release}. It is loaded when first needed.`,
    why: MODULES,
  }),
  'no-modules': () => ({
    reason: 'This kernel does not support loadable modules.',
    why: `${MODULES} Kernels of small virtual machines are often built without module support. Use a machine, or a virtual machine, with the distribution's kernel.`,
  }),
  contained: ({ release }) => ({
    reason: `This is a container, and Linux ${release} is the kernel of its host.`,
    why: `${MODULES} Install them on the host, and record there.`,
  }),
  'not-installed': ({ release, headers, family }) => ({
    reason: 'lttng-modules is not installed.',
    why: family === 'fedora' ? `${MODULES} Fedora and its relatives have no package with them.` : MODULES,
    remedy:
      family === 'fedora'
        ? `${headers ? '' : `${install(family)} ${headersOf(release, family)}  `}# then build lttng-modules: ${SOURCE_GUIDE}`
        : `${install(family)} lttng-modules-dkms${headers ? '' : ` ${headersOf(release, family)}`}`,
  }),
  'no-headers': ({ release, dkms, family }) => ({
    reason: `The source of lttng-modules${dkms ? ` ${dkms.version}` : ''} is installed, but the headers of Linux ${release} are missing.`,
    why: `${MODULES} They are compiled for each kernel. If the headers of this kernel are no longer available, install the newest kernel with its headers and restart.`,
    remedy: `${install(family)} ${headersOf(release, family)} && ${autoinstall(release)}`,
  }),
  'not-built': ({ release, dkms, family }) => ({
    reason: `The source of lttng-modules${dkms ? ` ${dkms.version}` : ''} is installed, but the modules are not built for Linux ${release}.`,
    why: `${MODULES} They are compiled for each kernel. An interrupted build can be the cause.`,
    remedy: `${family === 'fedora' ? '' : 'sudo dpkg --configure -a && '}${autoinstall(release)}`,
  }),
  'not-rebuilt': ({ release, installedFor }) => ({
    reason: `The running kernel is Linux ${release}, but lttng-modules is built for ${newest(installedFor)} only.`,
    why: `${MODULES} They are compiled for each kernel, and were not rebuilt after the kernel was upgraded.`,
    remedy: autoinstall(release),
  }),
  restart: ({ release, installedFor }) => ({
    reason: `Linux ${release} is still running, but lttng-modules is installed for ${newest(installedFor)}.`,
    why: `${MODULES} The kernel was upgraded. Restart to use the new kernel.`,
    remedy: 'sudo systemctl reboot',
  }),
  refused: refusedTexts,
  'build-failed': failedTexts,
};

/** The commands without a key were tested in a root folder: dkms 3.2.2 creates the key and signs with it. Enrolling was not: it needs firmware. */
function refusedTexts({ dkms, release, lock }: KernelTracerFacts): Texts {
  const strict = lock.secureBoot ? 'With Secure Boot, the kernel loads' : 'This kernel loads';
  const why = `${MODULES} ${strict} only modules that are signed with an enrolled key. mokutil asks for a new password. Restart, select "Enroll MOK" on the blue screen, and enter that password.`;
  if (lock.certificate !== null)
    return {
      reason: `${lock.secureBoot ? 'Secure Boot is on, and the' : 'The'} key that signs lttng-modules is not enrolled.`,
      why,
      remedy: `sudo mokutil --import ${shellQuote(lock.certificate)}`,
    };
  const built = `${shellQuote(`lttng-modules/${dkms?.version ?? ''}`)} -k ${shellQuote(release)}`;
  return {
    reason: `${lock.secureBoot ? 'Secure Boot is on, and' : 'This kernel requires signed modules, and'} lttng-modules is not signed.`,
    why: `${why} dkms 3 creates a key at the next build.`,
    remedy: `sudo dkms build --force ${built} && sudo dkms install --force ${built} && sudo mokutil --import /var/lib/dkms/mok.pub`,
  };
}

function failedTexts({ dkms, release }: KernelTracerFacts): Texts {
  const failure = dkms?.failure;
  if (!failure) throw new RangeError('The build of lttng-modules did not fail.');
  const { known, unknown } = buildReasons(failure.log);
  const reason = `lttng-modules ${failure.version} does not compile for Linux ${release}`;
  const log = `The compiler's output is in ${failure.logPath}.`;
  if (known.length === 0 || unknown !== undefined)
    return {
      reason: `${reason}${unknown ? `: ${unknown.replace(/^.*\berror: /, '')}` : ''}.`,
      why: `${log} There is no known fix. A newer lttng-modules-dkms may compile, or an older kernel of the distribution may work.`,
      remedy: `sudo apt-get update && sudo apt-get install --reinstall lttng-modules-dkms`,
    };
  return {
    reason: `${reason}: ${known.map((one) => one.because).join('; ')}.`,
    why: `${log} ${known.map(affectedKernels).join(' ')} The command changes the source as later versions of lttng-modules do, and rebuilds the modules.`,
    remedy: buildRemedyCommand(known, failure.version, release),
  };
}

const affectedKernels = ({ kernels }: BuildRemedy): string =>
  `This affects Linux ${kernels.slice(0, -1).join(', ')} and ${kernels.at(-1)}, and later releases of these series.`;
const install = (family: Family | null): string => `${FAMILIES[family ?? 'debian'].manager} install`;
const headersOf = (release: string, family: Family | null): string =>
  shellQuote(`${family === 'fedora' ? 'kernel-devel' : 'linux-headers'}-${release}`);
const autoinstall = (release: string): string => `sudo dkms autoinstall -k ${shellQuote(release)}`;
const newest = (releases: readonly string[]): string => [...releases].sort(compareReleases).at(-1) ?? 'none';
