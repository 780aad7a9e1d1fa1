import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Sets the app's menu, which is hidden until Alt is pressed. Electron's default menu has shortcuts that lose work when pressed by
 * accident: Ctrl+R reloads the page and Ctrl+W closes the window.
 * @param developing whether the app runs from its sources: then the menu contains the developer tools
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
          // Ctrl++ without Shift, on keyboards where + needs Shift.
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
