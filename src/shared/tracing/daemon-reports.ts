import { releasesOfAbi } from './lttng-generation';

/** A message on the stderr of a session daemon or its consumer daemon that means lost events. */
interface ReportFacts {
  code: string;
  /** Matches within one line. */
  pattern: RegExp;
  message: string | ((match: RegExpExecArray) => string);
  hint: string;
}

/** `LTTng-UST 2.14 (ABI 10)`. */
function tracerOf(abi: number): string {
  const releases = releasesOfAbi(abi);
  return releases === undefined ? `an LTTng-UST of ABI ${abi}` : `LTTng-UST ${releases} (ABI ${abi})`;
}

/**
 * Sources: lttng-tools, src/bin/lttng-sessiond/ust-app.cpp, with the same messages since 2.7, and strerror(3) in English. Our
 * daemons are started with an English locale.
 */
const REPORTS = [
  {
    code: 'refused-programs',
    // The numbers are ABI versions; only the major one decides.
    pattern: /UST app recv reg unsupported version (\d{1,5})\.\d{1,5}\. Supporting (\d{1,5})\./,
    message: ([, theirs, ours]: RegExpExecArray) =>
      `The session daemon refused programs with ${tracerOf(Number(theirs))}. It supports ABI ${ours}.`,
    hint: "Use an image whose LTTng-UST is not newer than this machine's LTTng. See docs/instrument-your-image.md.",
  },
  {
    code: 'no-buffers',
    pattern: /Error creating UST channel/,
    message: 'The consumer daemon could not create the buffers of a program, so the program ran untraced.',
    hint: 'Use smaller buffers, or free space in /dev/shm. `doctor` shows how much is free.',
  },
  {
    code: 'no-descriptors',
    pattern: /Too many open files/,
    message: "LTTng's daemons reached the limit of open files. Programs that started afterwards ran untraced.",
    hint: 'Run `ulimit -n 4096` in the shell that starts this app.',
  },
  {
    code: 'no-space',
    pattern: /No space left on device/,
    message: "LTTng's daemons had no space for a trace file or a buffer.",
    hint: "Free space on the library's disk and in /dev/shm.",
  },
] as const satisfies readonly ReportFacts[];

export type DaemonReportCode = (typeof REPORTS)[number]['code'];
export const DAEMON_REPORT_CODES: readonly DaemonReportCode[] = REPORTS.map(({ code }) => code);

export interface DaemonReport {
  code: DaemonReportCode;
  message: string;
  hint: string;
}

/** The reports in a line; empty if the line is not about lost events. */
export const reportsIn = (line: string): DaemonReport[] =>
  REPORTS.flatMap(({ code, pattern, message, hint }) => {
    const match = pattern.exec(line);
    return match ? [{ code, message: typeof message === 'string' ? message : message(match), hint }] : [];
  });
