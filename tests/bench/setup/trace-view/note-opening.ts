/** What happened in the page, with its time on the page's clock. */
interface Noted {
  what: string;
  atMs: number;
}
declare global {
  interface Window {
    noted?: Noted[];
    /** @returns true if it takes the port of a message. The app would close a port that it did not ask for. */
    takePort?(message: MessageEvent): boolean;
  }
}

/**
 * Runs in the page: notes each press of Enter, the port of an opened trace, each question and answer that goes through it, and when
 * what an answer brought about was painted. The strip of the whole trace is painted when its canvas has got its size.
 */
export function noteOpening(): void {
  if (window.noted) return;
  const noted: Noted[] = [];
  window.noted = noted;
  const note = (what: string, atMs = performance.now()): void => void noted.push({ what, atMs });
  // A frame callback runs before the frame is drawn, and a message that it sends arrives after that.
  const notePaint = (what: string): void =>
    void requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => note(what);
      port2.postMessage(null);
    });
  const follow = (port: MessagePort): void => {
    const calls = new Map<number, string>();
    const post = port.postMessage.bind(port) as (message: unknown) => void;
    port.postMessage = (message: { kind: string; id: number; call: string }): void => {
      if (message.kind === 'call') calls.set(message.id, message.call);
      if (message.kind === 'call') note(`${message.call} asked`);
      post(message);
    };
    port.addEventListener('message', ({ data }: MessageEvent<{ kind: string; id: number }>) => {
      if (data.kind === 'progress') return;
      const what = `${calls.get(data.id)} ${data.kind === 'answer' ? 'answered' : 'failed'}`;
      note(what);
      notePaint(`${what}, painted`);
    });
  };
  const onKey = ({ key, timeStamp }: KeyboardEvent): void => {
    if (key === 'Enter') note('opened', timeStamp);
  };
  document.addEventListener('keydown', onKey, true);
  // The first listener of the page: those of a window are called in the order of their registration.
  window.addEventListener('message', (message) => {
    if (window.takePort?.(message)) return message.stopImmediatePropagation();
    const [port] = message.ports;
    if (!port) return;
    note('port');
    follow(port);
  });
  const WIDTH_OF_NEW_CANVAS = 300;
  const look = (): void => {
    const canvas = document.querySelector<HTMLCanvasElement>('.overview-plot canvas');
    if (canvas && canvas.width !== WIDTH_OF_NEW_CANVAS) notePaint('strip painted');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) note(`task of ${Math.round(duration)} ms`, startTime);
  }).observe({ type: 'longtask', buffered: true });
}
