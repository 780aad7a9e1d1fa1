import type { Buffers } from '../tracing/events';
import { groupRules } from '../tracing/lttng-arguments';
import type { RecordingChoice } from './recording-choice';
import type { DaemonRef, Step } from './step';

const CHANNEL = 'userspace';

interface Session {
  session: string;
  daemon: DaemonRef;
  choice: RecordingChoice;
  buffers: Buffers;
  output: string;
}

/** The steps around the program: a session set up and started before it, stopped, read and destroyed after it. */
export function tracingSteps({ session, daemon, choice, buffers, output }: Session): { before: Step[]; after: Step[] } {
  const privilege = 'none' as const;
  const channel = CHANNEL;
  return {
    before: [
      {
        id: 'session',
        title: 'Create the session',
        privilege,
        do: { kind: 'trace', daemon, commands: [{ verb: 'create-session', session, output }] },
        undo: { kind: 'destroy-session', daemon, session, output },
      },
      {
        id: 'channel',
        title: 'Set up channel and contexts',
        privilege,
        do: {
          kind: 'trace',
          daemon,
          commands: [
            { verb: 'enable-channel', session, channel, buffers },
            { verb: 'add-contexts', session, channel, contexts: choice.contexts },
          ],
        },
      },
      {
        id: 'events',
        title: 'Enable events',
        privilege,
        do: {
          kind: 'trace',
          daemon,
          commands: groupRules(choice.events).map((group) => ({ verb: 'enable-events', session, channel, ...group })),
        },
      },
      {
        id: 'start',
        title: 'Start recording',
        privilege,
        do: { kind: 'trace', daemon, commands: [{ verb: 'start', session }] },
      },
    ],
    after: [
      {
        id: 'stop',
        title: 'Stop recording',
        privilege,
        do: { kind: 'trace', daemon, commands: [{ verb: 'stop', session }] },
      },
      { id: 'counters', title: 'Read what was lost', privilege, do: { kind: 'read-counters', daemon, session } },
      {
        id: 'destroy',
        title: 'Destroy the session',
        privilege,
        do: { kind: 'trace', daemon, commands: [{ verb: 'destroy', session }] },
      },
    ],
  };
}
