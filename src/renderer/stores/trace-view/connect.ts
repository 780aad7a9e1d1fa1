import { texts } from '../../texts/en';
import { openTraceView } from './client';
import type { Connect } from './open-trace';

/** Starts the process that reads a trace. */
export const connect: Connect = async (id, lost) => {
  const client = await openTraceView(id);
  client.onEnd = () => lost({ code: 'command', ...texts.traceProcess.processEnded });
  return client;
};
