import type { Privilege } from '../privilege/level';
import type { Buffers } from '../tracing/events';
import type { KernelRecording } from '../tracing/kernel-recording';
import { groupRules } from '../tracing/lttng-arguments';
import type { Domain, TracingCommand } from '../tracing/tracing-command';
import type { RecordingChoice } from './recording-choice';
import type { DaemonRef, Step } from './step';

/** Options that both sessions of a trace share. */
export interface SessionMode {
  flightRecorder: boolean;
  overwrite: boolean;
  rotateBytes: number | undefined;
}

interface Session {
  domain: Domain;
  session: string;
  daemon: DaemonRef;
  privilege: Privilege;
  mode: SessionMode;
  buffers: Buffers;
  output: string;
}

export interface UserspaceSession extends Session {
  choice: RecordingChoice;
}

export interface KernelSession extends Session {
  recording: KernelRecording;
  /** Inodes of pid namespaces that restricted events exclude. */
  exceptPidNs: readonly number[];
}

/** The steps of one session before and after the program. */
export interface TracingSteps {
  setUp: Step[];
  start: Step;
  stop: Step;
  takeDown: Step[];
}

export function userspaceSteps(session: UserspaceSession): TracingSteps {
  const { choice, session: name } = session;
  const events = groupRules(choice.events).map(
    (group): TracingCommand => ({ verb: 'enable-events', session: name, channel: 'userspace', ...group }),
  );
  return tracingSteps(session, choice.contexts, events);
}

export function kernelSteps(session: KernelSession): TracingSteps {
  const { recording, session: name, exceptPidNs } = session;
  const events = recording.rules.map(
    ({ what, patterns, restricted }): TracingCommand => ({
      verb: 'enable-kernel-events',
      session: name,
      channel: 'kernel',
      what,
      patterns,
      ...(restricted ? { exceptPidNs: [...exceptPidNs] } : {}),
    }),
  );
  return tracingSteps(session, recording.contexts, events);
}

type Contexts = Extract<TracingCommand, { verb: 'add-contexts' }>['contexts'];

function tracingSteps(
  { domain, session, daemon, privilege, mode, buffers, output }: Session,
  contexts: Contexts,
  events: TracingCommand[],
): TracingSteps {
  const ofKernel = domain === 'kernel';
  const channel = domain;
  const step = (id: string, title: string, commands: TracingCommand[]): Step => ({
    id: ofKernel ? `kernel-${id}` : id,
    title,
    privilege,
    do: { kind: 'trace', daemon, commands },
  });
  const rotate: TracingCommand[] =
    mode.rotateBytes === undefined ? [] : [{ verb: 'enable-rotation', session, sizeBytes: mode.rotateBytes }];
  // Otherwise the buffers that are flushed by the stop can begin a rotation, which a stopped session may never complete, and
  // stop and destroy wait for it without end.
  const endRotation: TracingCommand[] = mode.rotateBytes === undefined ? [] : [{ verb: 'disable-rotation', session }];
  const create: TracingCommand = {
    verb: 'create-session',
    session,
    output,
    ...(mode.flightRecorder ? { snapshot: true } : {}),
  };
  const enable: TracingCommand = {
    verb: 'enable-channel',
    domain,
    session,
    channel,
    buffers,
    ...(mode.overwrite || mode.flightRecorder ? { overwrite: true } : {}),
  };
  const of = ofKernel ? ' of the kernel' : '';
  // lttng moves the last part of a rotated trace to its final folder while it destroys the session.
  const wait = mode.rotateBytes === undefined ? {} : { wait: true };
  return {
    setUp: [
      {
        ...step('session', ofKernel ? 'Create the session of the kernel' : 'Create the session', [create]),
        undo: { kind: 'destroy-session', daemon, session, output, ...wait },
      },
      step('channel', `Set up channel and contexts${of}`, [
        enable,
        { verb: 'add-contexts', domain, session, channel, contexts },
        ...rotate,
      ]),
      step('events', ofKernel ? 'Enable events of the kernel' : 'Enable events', events),
    ],
    start: step('start', ofKernel ? 'Start recording the kernel' : 'Start recording', [{ verb: 'start', session }]),
    stop: step('stop', ofKernel ? 'Stop recording the kernel' : 'Stop recording', [
      ...endRotation,
      { verb: 'stop', session },
    ]),
    takeDown: [
      ...(mode.flightRecorder
        ? [step('snapshot', `Save the last seconds${of}`, [{ verb: 'record-snapshot', session }])]
        : []),
      {
        id: ofKernel ? 'kernel-counters' : 'counters',
        title: `Read what was lost${of}`,
        privilege,
        do: { kind: 'read-counters', daemon, session },
      },
      step('destroy', ofKernel ? 'Destroy the session of the kernel' : 'Destroy the session', [
        { verb: 'destroy', session, ...wait },
      ]),
    ],
  };
}
