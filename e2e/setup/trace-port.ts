import type { Page } from '@playwright/test';
import type { TraceViewCall } from '../../src/shared/trace-view/trace-view-calls';

/** A port of the page to a trace's process. It stays in the page under its name. */
export interface PagePort {
  /** The message that answers a call: `answer` or `failure`. */
  ask(
    call: TraceViewCall | 'nonsense',
    args: unknown,
  ): Promise<{ kind: string; value?: unknown; error?: { code: string } }>;
  /** Resolves when the process has ended. */
  ended(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a trace as a script in the page can. */
export async function openPort(page: Page, id: string, name: string): Promise<PagePort> {
  await page.evaluate(
    async ([trace, ticket]) => {
      const ports = (window as unknown as { ports?: Record<string, MessagePort> }).ports ?? {};
      Reflect.set(window, 'ports', ports);
      const port = new Promise<MessagePort | undefined>((resolve) => {
        window.addEventListener('message', ({ data, ports: [own] }) => {
          if (data?.ticket === ticket) resolve(own);
        });
      });
      const answer = await window.bridge.invoke('trace-view:open', { id: trace, ticket });
      if (!answer.ok) throw new Error(answer.error.message);
      const own = await port;
      if (!own) throw new Error('The message has no port.');
      ports[ticket] = own;
      Reflect.set(own, 'ended', new Promise<void>((resolve) => own.addEventListener('close', () => resolve())));
      own.start();
    },
    [id, name] as const,
  );
  let next = 0;
  return {
    ask: (call, args) =>
      page.evaluate(
        ([ticket, question, given, number]) =>
          new Promise<{ kind: string }>((resolve) => {
            const port = Reflect.get(Reflect.get(window, 'ports'), ticket) as MessagePort;
            port.addEventListener('message', ({ data }) => {
              if (data.id === number && data.kind !== 'progress') resolve(data);
            });
            port.postMessage({ kind: 'call', id: number, call: question, args: given, lane: null });
          }),
        [name, call, args, next++] as const,
      ),
    ended: () =>
      page.evaluate((ticket) => Reflect.get(Reflect.get(Reflect.get(window, 'ports'), ticket), 'ended'), name),
    close: () =>
      page.evaluate((ticket) => (Reflect.get(Reflect.get(window, 'ports'), ticket) as MessagePort).close(), name),
  };
}
