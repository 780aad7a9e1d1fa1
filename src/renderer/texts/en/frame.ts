export const frame = {
  views: 'Views',
  machine: 'State of this machine',
  tracer: 'Tracer',
  openDoctor: 'Open the doctor',
  engineState: {
    ready: 'ready',
    stopped: 'stopped',
    denied: 'no permission',
    missing: 'not installed',
    broken: 'answers with an error',
  },
  tracerReady: 'ready',
  tracerMissing: 'LTTng is not installed',
  notLookedYet: 'not looked at yet',
  running: 'Recording',
} as const;
