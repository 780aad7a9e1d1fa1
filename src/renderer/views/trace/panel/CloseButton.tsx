import { X } from 'lucide-react';
import { IconButton } from '../../../parts/IconButton';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';

const { panel: labels } = texts.traceTimeline;

/** Clears the selected call or user event. The selected rows stay. */
export function CloseButton() {
  const { go } = useTraceView.getState();
  return (
    <IconButton label={labels.close} keys="Escape" onClick={() => go({ call: null, mark: null, function: null })}>
      <X size={14} aria-hidden />
    </IconButton>
  );
}
