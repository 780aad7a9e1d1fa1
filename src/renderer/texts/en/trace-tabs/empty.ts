const events = (n: number): string => (n === 1 ? '1 event pattern' : `${n} event patterns`);
const rules = (n: number): string => (n === 1 ? '1 rule' : `${n} rules`);

export const empty = {
  checked: 'What was checked',
  again: 'Record again',
  has: 'What this trace has',
  notInTrace: 'Not in this trace',
  arrow: '→',
  asBefore: 'as before',
  change: {
    preset: 'Preset',
    kernel: 'Kernel',
    preloads: 'Preload libraries',
    rest: 'Image, command',
    size: 'Expected size',
    costs: 'Cost',
  },
  expected: {
    similar: (size: string, when: string) => `about ${size}, as the recording of ${when} with these options`,
    atLeast: (size: string, time: string) => `more than ${size} for ${time}, which is the size of this trace`,
  },
  without: 'not recorded',
  ownEvents: 'your own events',
  none: 'none',
  ofPreset: 'those of the preset',
  marks: { bad: 'missing', good: 'present', note: 'note' },
  recordAgain: (what: string) => `Record again with ${what}`,
  editFirst: 'Edit first…',
  clearFilter: 'Clear the filter',
  wholeTrace: 'Show the whole trace',
  allRows: 'Show all rows',
  tabs: { timeline: 'Timeline', functions: 'Functions', events: 'Events', insights: 'Insights' },
  timelineHas: (threads: string, what: string) =>
    threads === '1' ? `${what} of 1 thread` : `${what} of ${threads} threads`,
  timelineParts: {
    states: 'states',
    syscalls: 'system calls',
    calls: 'calls',
    memory: 'memory in use',
    events: 'events',
  },
  functionsHas: (levels: string) => (levels === '1' ? 'calls, 1 level deep' : `calls, up to ${levels} levels deep`),
  eventsHas: (n: string) => (n === '1' ? '1 event' : `${n} events`),
  and: (others: string, last: string) => `${others} and ${last}`,
  /** What a trace can have. `events` names the events that stand for it. */
  parts: {
    states: {
      title: 'States of threads',
      none: 'No states of threads in this trace',
      name: 'the scheduling of threads',
      events: 'scheduling events',
      notWritten: 'Scheduling events were enabled, but the trace contains none.',
    },
    syscalls: {
      title: 'System calls',
      none: 'No system calls in this trace',
      name: 'system calls',
      events: 'events of system calls',
      notWritten: 'System calls were enabled, but the trace contains none.',
    },
    calls: {
      title: 'Function calls',
      none: 'No function calls in this trace',
      name: 'function calls',
      events: 'function events',
      notWritten:
        'No program wrote function events. Programs write them if they are built with -finstrument-functions.',
    },
    memory: {
      title: 'Memory in use',
      none: 'No memory curve in this trace',
      name: 'allocations of memory',
      events: 'allocations',
      notWritten:
        'No program wrote allocations. A statically linked program does not load the library that writes them.',
    },
  },
  reasons: {
    foreign: (what: string) => `The trace does not come from a recording of this app, and it does not contain ${what}.`,
    foreignEmpty: 'The trace does not come from a recording of this app. Its streams contain no event.',
    preset: (preset: string, what: string) =>
      `The recording used the preset ${preset}. That preset does not record ${what}.`,
    kernelPreset: (preset: string, what: string) =>
      `The recording used the kernel preset ${preset}. That preset does not record ${what}.`,
    ownEvents: (n: number, what: string) => `The recording asked for ${events(n)}, which did not include ${what}.`,
    kernelOnly: (what: string) => `Only the kernel was recorded. The programs themselves write ${what}.`,
    userspaceOnly: (what: string) => `Only userspace was recorded. A recording of the kernel has ${what}.`,
    preload: (library: string, what: string) =>
      `The preload library “${library}” was switched off. It writes the events for ${what}.`,
    containersOnly: 'Only system calls from containers were recorded, and no process of a container made one.',
  },
  checks: {
    count: (all: string, what: string) => `0 of ${all} events are ${what}.`,
    enabled: (what: string) => `The recording asked for ${what}.`,
    notEnabled: (what: string) => `The recording did not ask for ${what}.`,
    prepared: 'The demo of this app is built with -finstrument-functions.',
    lost: (n: string) => (n === '1' ? '1 event was lost.' : `${n} events were lost.`),
    unread: (n: number) =>
      n === 1 ? '1 part of the trace could not be read.' : `${n} parts of the trace could not be read.`,
  },
  noCallsInRange: {
    title: 'No function calls here',
    range: (from: string, to: string) => `No call of a function overlaps ${from} to ${to}.`,
    rows: (n: number) =>
      n === 1 ? 'The selected row has no function calls.' : `The ${n} selected rows have no function calls.`,
    elsewhere: (threads: string) =>
      threads === '1'
        ? '1 thread of this trace has function calls.'
        : `${threads} threads of this trace have function calls.`,
  },
  noRows: {
    title: 'No rows in this trace',
    why: (n: string) => `The trace has ${n} events, but none of them belongs to a thread.`,
    noIds: 'The events have no context with the id of a thread.',
    needed: 'Rows need one of the contexts vtid or tid, or scheduling events of the kernel.',
  },
  noInsights: {
    title: 'No rule found anything',
    allChecked: (n: number) => `All ${rules(n)} were checked. Nothing in this trace is over their limits.`,
    someUnchecked: (checked: number, unchecked: number) =>
      checked === 0
        ? `None of ${rules(unchecked)} could be checked, because the trace lacks the events that they need.`
        : `Nothing in this trace is over the limits of the ${rules(checked)} that were checked. The trace lacks events for ${rules(unchecked)}.`,
    checked: (n: number) => (n === 1 ? '1 rule found nothing.' : `${n} rules found nothing.`),
    notChecked: (clause: string) => `Not checked: ${clause}.`,
  },
  noEvents: {
    title: 'No event matches',
    emptyTrace: 'This trace has no events',
    filter: (filter: string) => `The filter is ${filter}.`,
    count: (all: string) => `0 of ${all} events in this range match.`,
    noneInRange: (from: string, to: string) => `No event was recorded from ${from} to ${to}.`,
    noneInRows: (n: number, from: string, to: string) =>
      n === 1
        ? `The selected row has no event from ${from} to ${to}.`
        : `The ${n} selected rows have no event from ${from} to ${to}.`,
    askedPreset: (preset: string) => `the preset ${preset}`,
    askedPatterns: events,
    none: (asked: string) => `The recording asked for ${asked}, and no program wrote such an event.`,
    noneOfKernel: (asked: string) => `The recording asked for ${asked}, and the kernel wrote no such event.`,
  },
  noMatch: {
    title: 'Nothing matches',
    text: (query: string) => `Neither a function, nor a row, nor an event is named like “${query}”.`,
    noFunctions: 'No function has a name here: the trace has no function calls.',
    fields: 'The search does not read the fields of events. The filter of Events does.',
    toFunctions: 'Why there are no functions',
    toEvents: 'Open Events',
  },
  noComparison: {
    alone: 'This is the only trace of the library',
    aloneText: 'A comparison needs a second trace. Record this one again, or import one.',
    again: 'Record again',
    toList: 'Show the traces',
    calls: {
      both: 'Neither trace has function calls.',
      first: 'The first trace has no function calls.',
      second: 'The second trace has no function calls.',
    },
    states: {
      both: 'The scheduling of the kernel was recorded in neither trace.',
      first: 'The scheduling of the kernel was not recorded in the first trace.',
      second: 'The scheduling of the kernel was not recorded in the second trace.',
    },
    why: 'Why',
  },
  row: {
    noCalls: 'No function events: built without -finstrument-functions',
    noStates: 'No states: the scheduling of the kernel was not recorded',
    noSyscalls: 'No system calls: they were not recorded',
    noMemory: 'No memory curve: the process wrote no allocations',
    noActivity: 'No activity in this range',
  },
} as const;
