import { homeFolder } from '@core/user-account';
import { app } from 'electron';

/** The desktop's folder for downloads, or the home folder of a desktop without one. */
export function downloadsFolder(): string {
  try {
    return app.getPath('downloads');
  } catch {
    return homeFolder(process.env);
  }
}
