import { CHANNELS } from '@shared/ipc/contract';
import { ipcMain, type WebFrameMain } from 'electron';
import { answer } from './answer';
import { PAGE_ORIGIN } from './app-scheme';
import type { Handlers } from './handler-context';

/** Accepts only the top frame of the app's own page, neither a nested frame nor another page. */
function isOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${PAGE_ORIGIN}/`);
}

/** Answers exactly the channels of the contract. @param handlers returns the handlers of the open library, at each call */
export function serveContract(handlers: () => Handlers): void {
  for (const channel of CHANNELS)
    ipcMain.handle(channel, (event, args: unknown) => answer(handlers(), channel, args, isOurs(event.senderFrame)));
}
