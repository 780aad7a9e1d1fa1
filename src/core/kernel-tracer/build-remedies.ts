import { shellQuote } from '@shared/planning/shell-quote';

/** A known reason why lttng-modules, as distributions ship it, does not compile; each was tried where it says. */
export interface BuildRemedy {
  id: string;
  /** The line that the compiler says for this reason, and for no other. */
  says: RegExp;
  /** In one sentence: what differs, and since when. */
  because: string;
  /** Kernels from which on the tracepoint differs, each up to the end of its series. */
  kernels: readonly string[];
  /** Where the kernel's change, and the fix that a later lttng-modules has, can be read. */
  sources: readonly string[];
  /** The file below the source of lttng-modules that is changed, and the expression of sed(1) that does it; doing it again changes nothing. */
  file: string;
  sed: string;
  /** With what it was seen to fail before and to build and install afterwards. */
  tried: readonly { modules: string; kernel: string; dkms: string }[];
}

export const BUILD_REMEDIES: readonly BuildRemedy[] = [
  {
    id: 'hrtimer-start-was-armed',
    says: /conflicting types for .trace_hrtimer_start.(?:; have .void\(struct hrtimer \*, ?enum hrtimer_mode\).)?$/,
    because: 'the tracepoint hrtimer_start of this kernel has a third argument that this lttng-modules does not know',
    kernels: ['6.1.192', '6.6.141', '6.12.91', '6.18.33', '7.0.10', '7.1'],
    sources: [
      'linux-kernel, 24 February 2026, Thomas Gleixner: "[patch 22/48] hrtimer: Reduce trace noise in hrtimer_start()"',
      'lttng/lttng-modules, include/instrumentation/events/timer.h at 02603712337782a3de9b02203063f14d589a1cd8, above the event hrtimer_start; of 6.1 the measured one below',
    ],
    file: 'include/instrumentation/events/timer.h',
    sed: 's/hrtimer \\*hrtimer, enum hrtimer_mode mode),$/hrtimer *hrtimer, enum hrtimer_mode mode, bool was_armed),/; s/TP_ARGS(hrtimer, mode),$/TP_ARGS(hrtimer, mode, was_armed),/',
    tried: [
      { modules: '2.13.9-1+deb12u1', kernel: '6.1.0-56-cloud-amd64 (6.1.192-2)', dkms: '3.0.10-8+deb12u1' },
      { modules: '2.13.18-1+deb13u1', kernel: '6.12.107+deb13-cloud-amd64', dkms: '3.2.2-1~deb13u1' },
    ],
  },
];

/** What a failed build said: the known reasons, and the first line that none of them explains. */
export interface BuildReasons {
  known: BuildRemedy[];
  unknown: string | undefined;
}

/** @param log dkms's make.log */
export function buildReasons(log: string): BuildReasons {
  const said = (log.match(/^.*\berror: .*$/gm) ?? []).map((line) => line.trimEnd());
  return {
    known: BUILD_REMEDIES.filter((remedy) => said.some((line) => remedy.says.test(line))),
    unknown: said.find((line) => !BUILD_REMEDIES.some((remedy) => remedy.says.test(line))),
  };
}

/**
 * The commands of a remedy as one line to copy. The first build may have left the package unconfigured, which dpkg then
 * builds; otherwise dkms does. So there is one build in either case.
 * @param known at least one
 */
export function buildRemedyCommand(known: readonly BuildRemedy[], version: string, release: string): string {
  const edits = known.map(
    ({ sed, file }) => `sudo sed -i ${shellQuote(sed)} ${shellQuote(`/usr/src/lttng-modules-${version}/${file}`)}`,
  );
  return [...edits, 'sudo dpkg --configure -a', `sudo dkms autoinstall -k ${shellQuote(release)}`].join(' && ');
}
