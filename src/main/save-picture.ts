import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileNameOf } from '@shared/archive/archive-name';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { dialog, type Rectangle } from 'electron';
import { downloadsFolder } from './downloads-folder';
import type { HandlerContext } from './handler-context';

/**
 * Saves what the window shows in an area as a PNG file, after it has asked for the file.
 * @returns false if the dialog was closed
 * @throws AppError `denied` if the file cannot be written
 */
export async function savePicture(context: HandlerContext, record: TraceRecord, area: Rectangle): Promise<boolean> {
  const { window, settings } = context;
  const parent = window();
  if (!parent) return false;
  // Before the dialog covers the window.
  const picture = await parent.webContents.capturePage(area);
  const { canceled, filePath } = await dialog.showSaveDialog(parent, {
    title: 'Save the picture',
    defaultPath: join(settings.read().exportDir ?? downloadsFolder(), fileNameOf(record, 'png')),
    filters: [{ name: 'PNG picture', extensions: ['png'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return false;
  settings.change({ exportDir: dirname(filePath) });
  try {
    await writeFile(filePath, picture.toPNG());
  } catch (cause) {
    throw new AppError('denied', `The picture could not be written to ${filePath}: ${String(cause)}.`, {
      hint: 'Select another folder.',
      cause,
    });
  }
  return true;
}
