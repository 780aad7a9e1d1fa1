import type { EngineId } from '@shared/engines/registry';
import type { RecordingDraft } from '@shared/model/record-draft';
import { useImageReport } from '../images/use-image';
import type { FieldErrors } from './errors-at';
import { PresetCards } from './PresetCards';
import { RecordingDetails } from './RecordingDetails';

interface Props {
  value: RecordingDraft;
  onChange(next: RecordingDraft): void;
  engine: EngineId | null;
  image: string;
  errors: FieldErrors;
}

/** Presets as cards; events, contexts, preloads and buffers folded away below them. */
export function RecordingChoice({ value, onChange, engine, image, errors }: Props) {
  const report = useImageReport(engine, image);
  const change = (next: Partial<RecordingDraft>): void => onChange({ ...value, ...next });
  return (
    <div className="recording">
      <PresetCards preset={value.preset} onChoose={(preset) => change({ preset })} />
      {errors['recording'] ? <p className="field-error">{errors['recording']}</p> : null}
      <RecordingDetails value={value} change={change} report={report} errors={errors} />
    </div>
  );
}
