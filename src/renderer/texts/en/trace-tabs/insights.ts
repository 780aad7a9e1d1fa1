const andMore = (n: number): string => (n === 0 ? '' : ` and ${n} more`);
const rules = (n: number): string => (n === 1 ? '1 rule' : `${n} rules`);

export const insights = {
  list: 'What stands out',
  found: (n: string, all: string) => `${n} of ${all} rules found something`,
  nothingYet: 'No rule found anything yet',
  showMore: (n: number) => (n === 1 ? 'Show 1 more' : `Show ${n} more`),
  stillChecking: (titles: string, more: number) => `Still checking: ${titles}${andMore(more)}`,
  stopped: (titles: string, more: number) => `Not checked: ${titles}${andMore(more)}`,
  stop: 'Stop',
  resume: 'Check them',
  recordAgain: (what: string) => `Record again with ${what}`,
  sorted: 'Sorted by how far each is over its limit',
  nothing: 'No rule found anything',
  aboutRecording: 'About the recording',
  rule: (text: string, factor: string | null) => `Rule: ${text}.${factor === null ? '' : ` Here ${factor} ×.`}`,
  number: (n: number) => `Insight ${n}`,
  show: 'Show',
  showNumber: (n: number) => `Show insight ${n} in the timeline`,
  reading: (percent: string) => `The trace is being read, ${percent}`,
  needsWhole: 'The other rules need the whole trace.',
  checking: 'The rules are being checked',
  lost: (events: string, from: string, to: string) => `${events} events were lost between ${from} and ${to}.`,
  lostPackets: (packets: string, from: string, to: string) => `${packets} packets were lost between ${from} and ${to}.`,
  lostRule: 'Rule: the tracer reported discarded events.',
  silent: (n: number) => `${rules(n)} found nothing`,
  unchecked: (n: number) => `${rules(n)} could not be checked`,
  failed: (n: number) => `${rules(n)} failed`,
  missing: (what: string) => `: ${what}`,
  aside: 'Time of the threads',
  timeWent: 'Where the time went',
  ran: 'ran',
  blockedBy: 'What blocked the threads',
  blocked: 'blocked',
  workLeftOut: (calls: string, isMore: boolean) =>
    calls === ''
      ? 'Waiting for work is left out.'
      : `Waiting for work is left out: ${calls}${isMore ? ' and others' : ''}.`,
  noCause: 'No system call blocked a thread.',
  more: (n: string) => `${n} more`,
  states: { running: 'running', waiting: 'waiting to run', blocked: 'blocked' },
  split: (running: string, waiting: string, blocked: string) =>
    `running ${running}, waiting to run ${waiting}, blocked ${blocked}`,
  noStates: 'Running and blocked times need the scheduling events of the kernel, which were not recorded.',
  noCauses: 'Causes of blocking need the scheduling events and the system calls of the kernel.',
  evidence: {
    median: 'median',
    histogram: (median: string, slowest: string) =>
      `Durations of the calls: the median is ${median}, the slowest ${slowest}.`,
    bars: (bars: string) => `Compared: ${bars}.`,
    states: (label: string) => `Time of the thread by state. ${label}`,
    curve: (from: string, to: string) => `Memory in use, from ${from} to ${to}.`,
    density: 'Events over time, with the gap marked.',
  },
} as const;
