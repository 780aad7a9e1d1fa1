// Shows one page without the app around it, and without a GPU. The last argument is the page.
import { app, BrowserWindow } from 'electron';

app.disableHardwareAcceleration();
// Frames begin as soon as the one before is there, and not by the clock of a screen: the time between them is what they cost.
app.commandLine.appendSwitch('disable-frame-rate-limit');
app.commandLine.appendSwitch('disable-gpu-vsync');
// Electron is ready only after this module has been evaluated.
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1_688, height: 1_056, useContentSize: true, frame: false });
  await window.loadFile(process.argv.at(-1) ?? '');
});
