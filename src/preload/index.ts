import type { Answer, Bridge } from '@shared/ipc/contract';
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { CHANNELS, EVENT_NAMES } from './names';

const channels: ReadonlySet<string> = new Set(CHANNELS);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);

const bridge: Bridge = {
  invoke: async (channel, args) => {
    if (!channels.has(channel)) throw new Error(`Not in the contract: ${channel}`);
    return (await ipcRenderer.invoke(channel, args)) as Answer<never>;
  },
  on: (event, listener) => {
    if (!events.has(event)) throw new Error(`Not in the contract: ${event}`);
    const relay = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(event, relay);
    return () => void ipcRenderer.off(event, relay);
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);
