import type { Answer, Bridge, Channel } from '@shared/ipc/contract';
import { TRACE_VIEW_PORT, type TraceViewPortMessage } from '@shared/trace-view/trace-view-port';
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, EVENT_NAMES } from './names';

const channels: ReadonlySet<string> = new Set(CHANNELS);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);

/** This channel takes paths. Arguments from scripts of the page are discarded; only lookAtDropped sends paths. */
const FOR_DROPS = 'imports:look' satisfies Channel;
const refused = (message: string): Answer<never> => ({ ok: false, error: { code: 'config', message } });

const bridge: Bridge = {
  invoke: async (channel, args) => {
    if (!channels.has(channel)) throw new Error(`Not in the contract: ${channel}`);
    // Without arguments the main process refuses the call.
    return (await ipcRenderer.invoke(channel, channel === FOR_DROPS ? null : args)) as Answer<never>;
  },
  lookAtDropped: async (files) => {
    // A File object created by a script has no path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    if (paths.length === 0) return refused('The dropped item is not a file or folder on this machine.');
    return (await ipcRenderer.invoke(FOR_DROPS, { paths })) as Answer<never>;
  },
  on: (event, listener) => {
    if (!events.has(event)) throw new Error(`Not in the contract: ${event}`);
    const relay = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(event, relay);
    return () => void ipcRenderer.off(event, relay);
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);

// The context bridge does not pass ports on. A message to the own page does. https://www.electronjs.org/docs/latest/tutorial/message-ports
ipcRenderer.on(TRACE_VIEW_PORT, ({ ports }, ticket: string) => {
  const message: TraceViewPortMessage = { kind: TRACE_VIEW_PORT, ticket };
  window.postMessage(message, window.location.origin, [...ports]);
});
