import { shellQuote } from '@shared/planning/shell-quote';

/** A known reason why a distribution's lttng-modules does not compile, with a tested fix. */
export interface BuildRemedy {
  id: string;
  /** Matches the compiler's error line for this reason and for no other. */
  error: RegExp;
  /** The difference in the kernel, as a clause. */
  because: string;
  /** The first affected release of each kernel series; all later releases of the series are affected. */
  kernels: readonly string[];
  /** Public sources of the kernel's change and of the fix in a later lttng-modules. */
  sources: readonly string[];
  /** The file to change, relative to the source of lttng-modules, and the idempotent sed(1) expression that changes it. */
  file: string;
  sed: string;
  /** Versions with which the build failed before the fix and succeeded after it. */
  tested: readonly { modules: string; kernel: string; dkms: string }[];
}

export const BUILD_REMEDIES: readonly BuildRemedy[] = [
  {
    id: 'hrtimer-start-was-armed',
    error: /conflicting types for .trace_hrtimer_start.(?:; have .void\(struct hrtimer \*, ?enum hrtimer_mode\).)?$/,
    because: 'the tracepoint hrtimer_start of this kernel has a third argument that this lttng-modules does not know',
    kernels: ['6.1.192', '6.6.141', '6.12.91', '6.18.33', '7.0.10', '7.1'],
    sources: [
      'linux-kernel, 24 February 2026, Thomas Gleixner: "[patch 22/48] hrtimer: Reduce trace noise in hrtimer_start()"',
      'lttng/lttng-modules, include/instrumentation/events/timer.h at 02603712337782a3de9b02203063f14d589a1cd8, above the event hrtimer_start; for 6.1 the tested release below',
    ],
    file: 'include/instrumentation/events/timer.h',
    sed: 's/hrtimer \\*hrtimer, enum hrtimer_mode mode),$/hrtimer *hrtimer, enum hrtimer_mode mode, bool was_armed),/; s/TP_ARGS(hrtimer, mode),$/TP_ARGS(hrtimer, mode, was_armed),/',
    tested: [
      { modules: '2.13.9-1+deb12u1', kernel: '6.1.0-56-cloud-amd64 (6.1.192-2)', dkms: '3.0.10-8+deb12u1' },
      { modules: '2.13.18-1+deb13u1', kernel: '6.12.107+deb13-cloud-amd64', dkms: '3.2.2-1~deb13u1' },
    ],
  },
];

/** The reasons of a failed build: the known ones, and the first error line that none of them explains. */
export interface BuildReasons {
  known: BuildRemedy[];
  unknown: string | undefined;
}

/** @param log dkms's make.log */
export function buildReasons(log: string): BuildReasons {
  const errors = (log.match(/^.*\berror: .*$/gm) ?? []).map((line) => line.trimEnd());
  return {
    known: BUILD_REMEDIES.filter((remedy) => errors.some((line) => remedy.error.test(line))),
    unknown: errors.find((line) => !BUILD_REMEDIES.some((remedy) => remedy.error.test(line))),
  };
}

/**
 * The commands of a remedy as one line to copy. If the failed build left the package unconfigured, dpkg builds the modules;
 * otherwise dkms does. Either way they are built once.
 * @param known at least one
 */
export function buildRemedyCommand(known: readonly BuildRemedy[], version: string, release: string): string {
  const edits = known.map(
    ({ sed, file }) => `sudo sed -i ${shellQuote(sed)} ${shellQuote(`/usr/src/lttng-modules-${version}/${file}`)}`,
  );
  return [...edits, 'sudo dpkg --configure -a', `sudo dkms autoinstall -k ${shellQuote(release)}`].join(' && ');
}
