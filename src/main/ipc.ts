import { CHANNELS } from '@shared/ipc/contract';
import { ipcMain, type WebFrameMain } from 'electron';
import { answer } from './answer';
import { PAGE_ORIGIN } from './app-scheme';
import type { Handlers } from './handler-parts';

/** The top frame of our own page and nothing else: a frame inside it, or a page from elsewhere, is a stranger. */
function isOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${PAGE_ORIGIN}/`);
}

/** Answers exactly the channels of the contract. @param handlers those of the open library at the time of a call */
export function serveContract(handlers: () => Handlers): void {
  for (const channel of CHANNELS)
    ipcMain.handle(channel, (event, args: unknown) => answer(handlers(), channel, args, isOurs(event.senderFrame)));
}
