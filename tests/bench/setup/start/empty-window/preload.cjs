const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bridge', { ask: () => ipcRenderer.invoke('question') });
