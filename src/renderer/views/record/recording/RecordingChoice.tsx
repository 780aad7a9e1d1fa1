import './recording.css';
import type { EngineId } from '@shared/engines/registry';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { useImageReport } from '../images/use-image';
import type { FieldErrors } from './errors-at';
import { KernelPart } from './kernel/KernelPart';
import { StoragePart } from './storage/StoragePart';
import { UserspacePart } from './UserspacePart';

interface Props {
  value: RecordingDraft;
  onChange(next: RecordingDraft): void;
  engine: EngineId | null;
  image: string;
  errors: FieldErrors;
}

/** The two domains, each with presets and details, and the storage of their events. */
export function RecordingChoice({ value, onChange, engine, image, errors }: Props) {
  const report = useImageReport(engine, image);
  const change = (next: Partial<RecordingDraft>): void => onChange({ ...value, ...next });
  return (
    <div className="recording">
      <UserspacePart value={value} change={change} report={report} errors={errors} />
      <KernelPart
        value={value.kernel}
        change={(next) => change({ kernel: { ...value.kernel, ...next } })}
        errors={errors}
      />
      {errors['recording'] ? <p className="field-error">{errors['recording']}</p> : null}
      <StoragePart value={value} change={change} errors={errors} />
    </div>
  );
}
