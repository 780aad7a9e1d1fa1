import { parseTraceLink } from '@shared/trace-view/trace-link';
import { ask, errorOf } from '../../bridge';
import { announceUrgently } from '../announce';
import { useTraces } from '../traces';
import { useView } from '../view';
import { showTrace } from './show-trace';

/** Opens the place of a link. @throws AppError `config` if it is no link to a place */
export function openLink(text: string): void {
  const { id, place } = parseTraceLink(text);
  showTrace(id, useTraces.getState().rows?.find((row) => row.id === id)?.title ?? '', place);
}

/** Opens the link with which the app was started, if there is one. A link that leads nowhere is reported in the list of traces. */
export async function openArrivedLink(): Promise<void> {
  try {
    const { link } = await ask('app:link', null);
    if (link !== null) openLink(link);
  } catch (thrown) {
    const error = errorOf(thrown);
    useTraces.getState().refuse(error);
    useView.getState().go('traces');
    announceUrgently(error.message);
  }
}
