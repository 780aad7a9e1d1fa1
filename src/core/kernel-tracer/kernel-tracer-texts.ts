import type { KernelTracer, KernelTracerState } from '@shared/model/capabilities';
import { shellQuote } from '@shared/planning/shell-quote';
import { type BuildRemedy, buildReasons, buildRemedyCommand } from './build-remedies';
import type { KernelTracerFacts } from './kernel-tracer-facts';
import { compareReleases } from './module-files';

/** All but that of a look that failed. */
export type FoundState = Exclude<KernelTracerState, 'unknown'>;
type Words = Pick<KernelTracer, 'reason' | 'why' | 'remedy'>;

const MODULES = "The kernel's events come through LTTng's own modules, lttng-modules.";

/** Each state in the user's words: what is so, why, and the commands of Debian and Ubuntu that mend it. */
export const textsOf: Record<FoundState, (facts: KernelTracerFacts) => Words> = {
  loaded: ({ loaded }) => ({ reason: `lttng-modules${loaded ? ` ${loaded}` : ''} is loaded.`, why: MODULES }),
  installed: ({ dkms, release }) => ({
    reason: `lttng-modules${dkms ? ` ${dkms.version}` : ''} is installed for Linux ${release}; it is loaded when first needed.`,
    why: MODULES,
  }),
  'no-modules': () => ({
    reason: 'This kernel takes no modules.',
    why: `${MODULES} It was built without them, as small virtual machines often have it: a machine, or a virtual machine, with the distribution's own kernel is needed.`,
  }),
  contained: ({ release }) => ({
    reason: `This is a container: Linux ${release} is the kernel of its host.`,
    why: `${MODULES} They are installed on the host, and the recording is made there.`,
  }),
  'not-installed': ({ release, headers }) => ({
    reason: 'lttng-modules is not installed.',
    why: MODULES,
    remedy: `sudo apt-get install lttng-modules-dkms${headers ? '' : ` ${headersOf(release)}`}`,
  }),
  'no-headers': ({ release, dkms }) => ({
    reason: `lttng-modules${dkms ? ` ${dkms.version}` : ''} is here as source, but the headers of Linux ${release} are missing.`,
    why: `${MODULES} They are compiled for each kernel. Headers of a kernel that is not offered any more cannot be installed: then install the newest kernel with its headers and restart.`,
    remedy: `sudo apt-get install ${headersOf(release)} && ${autoinstall(release)}`,
  }),
  'not-built': ({ release, dkms }) => ({
    reason: `lttng-modules${dkms ? ` ${dkms.version}` : ''} is here as source, but not built for Linux ${release}.`,
    why: `${MODULES} They are compiled for each kernel; a build that was broken off leaves them so.`,
    remedy: `sudo dpkg --configure -a && ${autoinstall(release)}`,
  }),
  'not-rebuilt': ({ release, installedFor }) => ({
    reason: `The kernel is now Linux ${release}, and lttng-modules is built for ${newest(installedFor)} only.`,
    why: `${MODULES} They are compiled for each kernel: after its upgrade that was not done.`,
    remedy: autoinstall(release),
  }),
  restart: ({ release, installedFor }) => ({
    reason: `Linux ${release} still runs, and lttng-modules is installed for ${newest(installedFor)}.`,
    why: `${MODULES} The kernel was upgraded: the new one serves after a restart.`,
    remedy: 'sudo systemctl reboot',
  }),
  refused: refusedWords,
  'build-failed': failedWords,
};

/** The commands without a key were tried in a root folder: dkms 3.2.2 makes the key and signs with it. Enrolling needs a firmware. */
function refusedWords({ dkms, release, lock }: KernelTracerFacts): Words {
  const strict = lock.secureBoot ? 'With Secure Boot the kernel takes' : 'This kernel takes';
  const why = `${MODULES} ${strict} only modules that are signed by a key that you enrolled. mokutil asks for a password of your choice; restart, choose "Enroll MOK" on the blue screen and give that password.`;
  if (lock.certificate !== null)
    return {
      reason: `${lock.secureBoot ? 'Secure Boot is on, and the' : 'The'} key that signs lttng-modules is not enrolled.`,
      why,
      remedy: `sudo mokutil --import ${shellQuote(lock.certificate)}`,
    };
  const built = `${shellQuote(`lttng-modules/${dkms?.version ?? ''}`)} -k ${shellQuote(release)}`;
  return {
    reason: `${lock.secureBoot ? 'Secure Boot is on, and' : 'The kernel is strict, and'} lttng-modules is not signed.`,
    why: `${why} dkms 3 makes a key of its own with the next build.`,
    remedy: `sudo dkms build --force ${built} && sudo dkms install --force ${built} && sudo mokutil --import /var/lib/dkms/mok.pub`,
  };
}

function failedWords({ dkms, release }: KernelTracerFacts): Words {
  const failure = dkms?.failure;
  if (!failure) throw new RangeError('A build that did not fail has no words for it.');
  const { known, unknown } = buildReasons(failure.log);
  const reason = `lttng-modules ${failure.version} does not compile for Linux ${release}`;
  const log = `The compiler's words are in ${failure.logPath}.`;
  if (known.length === 0 || unknown !== undefined)
    return {
      reason: `${reason}${unknown ? `: ${unknown.replace(/^.*\berror: /, '')}` : ''}.`,
      why: `${log} No remedy for it is known here; a newer lttng-modules-dkms may compile, or an older kernel of the distribution may serve.`,
      remedy: `sudo apt-get update && sudo apt-get install --reinstall lttng-modules-dkms`,
    };
  return {
    reason: `${reason}: ${known.map((one) => one.because).join('; ')}.`,
    why: `${log} ${known.map(whereItIsSo).join(' ')} The remedy changes its source as later versions have it, and builds again; a version that knows of it needs none.`,
    remedy: buildRemedyCommand(known, failure.version, release),
  };
}

const whereItIsSo = ({ kernels }: BuildRemedy): string =>
  `It is so from Linux ${kernels.slice(0, -1).join(', ')} and ${kernels.at(-1)} on, each in its series.`;
const headersOf = (release: string): string => shellQuote(`linux-headers-${release}`);
const autoinstall = (release: string): string => `sudo dkms autoinstall -k ${shellQuote(release)}`;
const newest = (releases: readonly string[]): string => [...releases].sort(compareReleases).at(-1) ?? 'none';
