import type { TraceFileFormat } from '@shared/archive/formats';
import { traceLink } from '@shared/trace-view/trace-link';
import { ask, errorOf } from '../../../bridge';
import { announce } from '../../../stores/announce';
import { useArchives } from '../../../stores/archives';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { useTraces } from '../../../stores/traces';
import { useView } from '../../../stores/view';
import { texts } from '../../../texts/en';

const { menu: labels } = texts.traceFrame;

/** Copies a link to the present place in the opened trace. */
export async function copyLink(): Promise<void> {
  const { id, history } = useTraceView.getState();
  if (id === null) return;
  await navigator.clipboard.writeText(traceLink({ id, place: history.place }));
  announce(labels.linkCopied);
}

/** Asks for a place and exports the range in sight. */
export function exportRange(format: TraceFileFormat): void {
  const { id, history } = useTraceView.getState();
  if (id === null) return;
  void useArchives.getState().save([id], format, history.place.range ?? undefined);
}

/** Asks for a file and saves the view as a PNG picture. */
export async function savePicture(): Promise<void> {
  const { id } = useTraceView.getState();
  const view = document.querySelector('.trace-view');
  if (id === null || !view) return;
  // The menu closes first, so that it is not in the picture.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { x, y, width, height } = view.getBoundingClientRect();
  const area = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  useTraces.getState().refuse(null);
  try {
    const { saved } = await ask('exports:picture', { id, area });
    if (saved) announce(labels.pictureSaved);
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

/** Shows the opened trace in the list. */
export function showInList(): void {
  const { id } = useTraceView.getState();
  useTraces.getState().select(id);
  useView.getState().go('traces');
}

/** Closes the trace and shows the list. */
export function closeTrace(): void {
  showInList();
  useTraceView.getState().close();
}
