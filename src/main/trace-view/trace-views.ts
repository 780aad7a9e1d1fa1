import type { TraceViewOptions } from '@core/trace-view/trace-view-options';
import { TRACE_VIEW_PORT } from '@shared/trace-view/trace-view-port';
import { MessageChannelMain, type UtilityProcess, type WebContents } from 'electron';
import { SpareProcess } from './spare-process';
import type { TraceViewOrders } from './trace-view-orders';

/** Opened traces at a time. Each has a process with tens of megabytes. */
const MOST_OPEN = 4;

/**
 * The processes that read the traces that the window shows: one for each opened trace. A process ends when the page closes its port,
 * is reloaded or is closed, when its library is closed, and when the app ends, which the kernel notices for a killed app, too.
 */
export class TraceViews {
  /** The one that was used last is the last one. */
  readonly #open: UtilityProcess[] = [];
  readonly #spare = new SpareProcess();
  readonly #watched = new WeakSet<WebContents>();

  /** @param options read at each start */
  constructor(private readonly options: () => TraceViewOptions) {}

  /** Starts a process ahead, for a trace that the page will probably open. */
  prepare(page: WebContents, id: string): void {
    this.#endWith(page);
    this.#spare.prepare({ kind: 'prepare', id, options: this.options() });
  }

  /** Sends the port of a process to the page. The process that was unused longest ends if there are too many. */
  open(page: WebContents, { id, ticket }: { id: string; ticket: string }): void {
    this.#endWith(page);
    const started = this.#spare.take();
    this.#open.push(started);
    started.on('message', () => this.#used(started));
    started.once('exit', () => this.#forget(started));
    const { port1, port2 } = new MessageChannelMain();
    const orders: TraceViewOrders = { kind: 'open', id, options: this.options() };
    started.postMessage(orders, [port1]);
    page.postMessage(TRACE_VIEW_PORT, ticket, [port2]);
    while (this.#open.length > MOST_OPEN) this.#open.shift()?.kill();
  }

  /** Ends all processes. The page's ports close. */
  endAll(): void {
    this.#spare.end();
    for (const one of this.#open.splice(0)) one.kill();
  }

  /** The page's end closes its ports, too. This does not depend on a process that answers. */
  #endWith(page: WebContents): void {
    if (this.#watched.has(page)) return;
    this.#watched.add(page);
    page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.endAll();
    });
    page.on('render-process-gone', () => this.endAll());
    page.once('destroyed', () => this.endAll());
  }

  #used(one: UtilityProcess): void {
    if (this.#forget(one)) this.#open.push(one);
  }

  #forget(one: UtilityProcess): boolean {
    const at = this.#open.indexOf(one);
    if (at >= 0) this.#open.splice(at, 1);
    return at >= 0;
  }
}
