const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

// The least that a window with one question to main can be: what Electron itself costs.
ipcMain.handle('question', () => 'answer');
app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
