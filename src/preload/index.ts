import type { Answer, Bridge, Channel } from '@shared/ipc/contract';
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, EVENT_NAMES } from './names';

const channels: ReadonlySet<string> = new Set(CHANNELS);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);

/** Takes paths, so what a script of the page says there is dropped. */
const FOR_DROPS = 'imports:look' satisfies Channel;
const refused = (message: string): Answer<never> => ({ ok: false, error: { code: 'config', message } });

const bridge: Bridge = {
  invoke: async (channel, args) => {
    if (!channels.has(channel)) throw new Error(`Not in the contract: ${channel}`);
    // Without arguments main refuses it, whoever asks.
    return (await ipcRenderer.invoke(channel, channel === FOR_DROPS ? null : args)) as Answer<never>;
  },
  lookAtDropped: async (files) => {
    // A File that a script made has no path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    if (paths.length === 0) return refused('What was dropped is no file or folder of this machine.');
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
