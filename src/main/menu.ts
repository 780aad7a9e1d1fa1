import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The app's own menu, hidden until Alt is pressed. Electron's default one has keys that cost work when they are hit by
 * accident: Ctrl+R reloads the page, Ctrl+W closes the window.
 * @param developing whether the app runs from its sources: then there are developer tools
 */
export function setMenu(developing: boolean): void {
  const tools: MenuItemConstructorOptions[] = developing ? [{ type: 'separator' }, { role: 'toggleDevTools' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ role: 'quit', accelerator: 'Control+Q' }] },
      {
        label: 'View',
        submenu: [
          { role: 'zoomIn' },
          // The key without Shift, where + needs it.
          { role: 'zoomIn', accelerator: 'Control+=', visible: false },
          { role: 'zoomOut' },
          { role: 'resetZoom' },
          { role: 'togglefullscreen' },
          ...tools,
        ],
      },
    ]),
  );
}
