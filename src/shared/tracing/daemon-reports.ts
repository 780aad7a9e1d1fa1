/** What a session daemon, or the consumer daemon under it, writes to its standard error while programs lose events by it. */
interface ReportFacts {
  code: string;
  /** Matches within one line. */
  pattern: RegExp;
  message: string;
  hint: string;
}

/**
 * Sources: lttng-tools, src/bin/lttng-sessiond/ust-app.cpp, whose words are the same since 2.7, and strerror(3) in English. A
 * daemon of ours is started with an English locale.
 */
const REPORTS = [
  {
    code: 'refused-programs',
    pattern: /UST app recv reg unsupported version/,
    message: "The session daemon refused programs whose LTTng-UST is of another generation than this machine's LTTng.",
    hint: "Use an image whose LTTng-UST is at most as new as this machine's LTTng: docs/instrument-your-image.md.",
  },
  {
    code: 'no-buffers',
    pattern: /Error creating UST channel/,
    message: 'The consumer daemon could not create the buffers of a program, which ran untraced.',
    hint: 'Choose smaller buffers or free /dev/shm; `doctor` shows what is free there.',
  },
  {
    code: 'no-descriptors',
    pattern: /Too many open files/,
    message: "LTTng's daemons reached the limit of open files; programs that started then ran untraced.",
    hint: 'Raise the limit where this app is started: `ulimit -n 4096`.',
  },
  {
    code: 'no-space',
    pattern: /No space left on device/,
    message: "LTTng's daemons found no space for a file of the trace or of a buffer.",
    hint: "Free space on the library's disk and in /dev/shm.",
  },
] as const satisfies readonly ReportFacts[];

export type DaemonReport = Omit<(typeof REPORTS)[number], 'pattern'>;
export type DaemonReportCode = DaemonReport['code'];
export const DAEMON_REPORT_CODES: readonly DaemonReportCode[] = REPORTS.map(({ code }) => code);

/** Which reports a line holds: none for what says nothing of lost events. */
export const reportsIn = (line: string): DaemonReport[] =>
  REPORTS.filter(({ pattern }) => pattern.test(line)).map(({ code, message, hint }) => ({ code, message, hint }));
