import './recording.css';
import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { DEFAULT_PRESET } from '@shared/tracing/presets';
import { useEffect, useMemo } from 'react';
import { useDraft } from '../../../stores/draft';
import { readinessOf, reportWithTracer, type Tracers, useTracers } from '../images/readiness-of';
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

/** Memory needs no instrumented programs, which an image without a tracer does not have. */
function useSuggestedPreset(image: string, report: ImageReport | null, tracers: Tracers): void {
  const suggested = report && (readinessOf(report, tracers).tracer === 'payload' ? 'memory' : DEFAULT_PRESET);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each image gets a suggestion
  useEffect(() => {
    if (suggested) useDraft.getState().suggestPreset(suggested);
  }, [suggested, image]);
}

/** The two domains, each with presets and details, and the storage of their events. */
export function RecordingChoice({ value, onChange, engine, image, errors }: Props) {
  const inspected = useImageReport(engine, image);
  const tracers = useTracers();
  useSuggestedPreset(image, inspected, tracers);
  const report = useMemo(() => inspected && reportWithTracer(inspected, tracers), [inspected, tracers]);
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
