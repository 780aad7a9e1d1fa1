import { oneLine } from '@shared/model/plain-text';
import type { RunEvent, RunEventOf } from '@shared/model/run-event';

export interface Notice {
  title: string;
  body: string;
}

interface Desktop {
  /** Whether the user wants to be told. */
  wanted(): boolean;
  /** Whether somebody looks at the window at this moment. */
  inSight(): boolean;
  show(notice: Notice): void;
}

const TITLES = { kept: 'The recording has ended', failed: 'The recording failed' } as const;

/** Tells the desktop when a run ends while the window is away. Not of a cancel: who cancels knows. */
export class RunNotification {
  private title = '';

  constructor(private readonly desktop: Desktop) {}

  take(event: RunEvent): void {
    if (event.type === 'run-started') this.title = event.title;
    if (event.type !== 'run-finished' || event.outcome === 'cancelled') return;
    if (this.desktop.wanted() && !this.desktop.inSight()) this.desktop.show(noticeOf(event, event.outcome, this.title));
  }
}

function noticeOf(event: RunEventOf<'run-finished'>, outcome: keyof typeof TITLES, title: string): Notice {
  const why = event.error ? `: ${event.error.message}` : '';
  return { title: TITLES[outcome], body: harmless(`${title.trim()}${why}`) };
}

const LONGEST_BODY = 300;

/** Desktops take markup in the body (org.freedesktop.Notifications, "body-markup"): nothing of it comes from us. */
const harmless = (text: string): string =>
  oneLine(text).slice(0, LONGEST_BODY).replaceAll('&', '＆').replaceAll('<', '‹').replaceAll('>', '›');
