import { type BrowserWindow, Notification } from 'electron';
import type { Notice } from './notification';

/** Keeps shown notifications referenced: a garbage-collected one would lose its click handler. */
const shown = new Set<Notification>();

/** Shows a notification if the desktop supports them. */
export function showOnDesktop(notice: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(notice);
  const forget = (): void => void shown.delete(notification);
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  shown.add(notification);
  notification.show();
}

export const isInSight = (window: BrowserWindow | null): boolean =>
  window !== null && !window.isDestroyed() && window.isFocused() && window.isVisible() && !window.isMinimized();

export function bringForward(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
