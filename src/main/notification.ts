import { oneLine } from '@shared/model/plain-text';
import type { RunEvent, RunEventOf } from '@shared/model/run-event';

export interface Notice {
  title: string;
  body: string;
}

interface Desktop {
  /** Whether notifications are enabled in the settings. */
  wanted(): boolean;
  /** Whether the window is visible and focused. */
  inSight(): boolean;
  show(notice: Notice): void;
}

export const TITLES = { kept: 'The recording has ended', failed: 'The recording failed' } as const;

/** Notifies the desktop when a run ends while the window is not in sight. Not for cancelled runs: the user just cancelled it. */
export class RunNotification {
  private title = '';

  constructor(private readonly desktop: Desktop) {}

  handle(event: RunEvent): void {
    if (event.type === 'run-started') this.title = event.title;
    if (event.type !== 'run-finished' || event.outcome === 'cancelled') return;
    if (this.desktop.wanted() && !this.desktop.inSight()) this.desktop.show(noticeOf(event, event.outcome, this.title));
  }
}

function noticeOf(event: RunEventOf<'run-finished'>, outcome: keyof typeof TITLES, title: string): Notice {
  const why = event.error ? `: ${event.error.message}` : '';
  return { title: TITLES[outcome], body: withoutMarkup(`${title.trim()}${why}`) };
}

const LONGEST_BODY = 300;

/** Replaces markup, which desktops interpret in the body (Desktop Notifications Specification, "body-markup"). */
const withoutMarkup = (text: string): string =>
  oneLine(text).slice(0, LONGEST_BODY).replaceAll('&', '＆').replaceAll('<', '‹').replaceAll('>', '›');
