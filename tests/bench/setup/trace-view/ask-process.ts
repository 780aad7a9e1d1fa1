import type { Page } from '@playwright/test';
import type { TraceViewAnswers, TraceViewArgs, TraceViewCall } from '@shared/trace-view/trace-view-calls';
import { TRACE_VIEW_PORT } from '@shared/trace-view/trace-view-port';

/** Asks a process that reads a trace, from the page, and times the answer with its way to the page. */
export interface TraceProcess {
  /** @returns the answer as JSON has it, and milliseconds until the page had it @throws Error with the message of a failure */
  ask<C extends TraceViewCall>(call: C, args: TraceViewArgs<C>): Promise<{ value: TraceViewAnswers[C]; ms: number }>;
}
declare global {
  interface Window {
    timeCall?: (call: string, args: unknown) => Promise<{ value: unknown; ms: number }>;
  }
}

/** Opens a trace a second time, beside the one that the page shows. The page notes what happens: see noteOpening(). */
export async function openTraceProcess(page: Page, id: string): Promise<TraceProcess> {
  await page.evaluate(
    async ([traceId, kind]) => {
      const ticket = crypto.randomUUID();
      const received = new Promise<MessagePort>((resolve) => {
        window.takePort = ({ data, ports: [port] }) => {
          if (!port || data.kind !== kind || data.ticket !== ticket) return false;
          resolve(port);
          return true;
        };
      });
      await window.bridge.invoke('trace-view:open', { id: traceId, ticket });
      const port = await received;
      interface Waiting {
        resolve(answer: { value: unknown; ms: number }): void;
        reject(error: Error): void;
        at: number;
      }
      const waiting = new Map<number, Waiting>();
      port.addEventListener('close', () => {
        for (const one of waiting.values()) one.reject(new Error('The process that reads the trace has ended.'));
      });
      port.onmessage = ({ data }) => {
        const one = waiting.get(data.id);
        if (data.kind === 'answer') one?.resolve({ value: data.value, ms: performance.now() - one.at });
        if (data.kind === 'failure') one?.reject(new Error(data.error.message));
      };
      let next = 0;
      window.timeCall = (call, args) =>
        new Promise((resolve, reject) => {
          const own = next++;
          waiting.set(own, { resolve, reject, at: performance.now() });
          port.postMessage({ kind: 'call', id: own, call, args, lane: null });
        });
    },
    [id, TRACE_VIEW_PORT] as const,
  );
  return {
    ask: async (call, args) => {
      const answer = await page.evaluate(([name, given]) => window.timeCall?.(name, given), [call, args] as const);
      if (!answer) throw new Error('The page has no port.');
      return answer as { value: TraceViewAnswers[typeof call]; ms: number };
    },
  };
}
