import { dialog, type OpenDialogOptions } from 'electron';
import type { HandlerContext } from './handler-context';

/** Shows a dialog for one path. @returns undefined when the dialog was closed */
export async function choosePath(
  { window }: Pick<HandlerContext, 'window'>,
  options: OpenDialogOptions,
): Promise<string | undefined> {
  const parent = window();
  const { canceled, filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  return canceled ? undefined : filePaths[0];
}
