import type { RecordDraft } from '@shared/request/draft/record-draft';
import { CheckBox } from '../../parts/CheckBox';
import { fieldId, useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';
import { Rows } from './fields/Rows';
import { useField } from './fields/use-field';

const { volumes: labels, fields } = texts.record;
type Volume = RecordDraft['volumes'][number];

/** Paths of this machine that are mounted in the container. */
export function VolumeRows() {
  const volumes = useDraft((state) => state.draft.volumes);
  const change = useDraft((state) => state.change);
  const put = (index: number, patch: Partial<Volume>): void =>
    change({ volumes: volumes.map((row, at) => (at === index ? { ...row, ...patch } : row)) });
  return (
    <Rows
      title={fields.volumes}
      className="volume-row"
      head={[labels.sourceHead, labels.targetHead, labels.readOnly]}
      fields={['source', 'target']}
      list="volumes"
      rows={volumes}
      add={labels.add}
      removeLabel={(index) => labels.remove(volumes[index]?.target || String(index + 1))}
      onAdd={() => change({ volumes: [...volumes, { source: '', target: '', readOnly: true }] })}
      onRemove={(index) => change({ volumes: volumes.filter((_row, at) => at !== index) })}
    >
      {(row, index) => <VolumeCells row={row} index={index} onChange={(patch) => put(index, patch)} />}
    </Rows>
  );
}

interface CellsProps {
  row: Volume;
  index: number;
  onChange(patch: Partial<Volume>): void;
}

function VolumeCells({ row, index, onChange }: CellsProps) {
  const source = useField(`volumes.${index}.source`);
  const target = useField(`volumes.${index}.target`);
  const checkId = fieldId(`volumes.${index}.readOnly`);
  return (
    <>
      <input
        {...source.input}
        className="field field-code"
        aria-label={labels.source(index + 1)}
        placeholder={labels.sourcePlaceholder}
        value={row.source}
        onChange={(event) => onChange({ source: event.target.value })}
      />
      <input
        {...target.input}
        className="field field-code"
        aria-label={labels.target(index + 1)}
        placeholder={labels.targetPlaceholder}
        value={row.target}
        onChange={(event) => onChange({ target: event.target.value })}
      />
      <span className="row-check">
        <label className="visually-hidden" htmlFor={checkId}>
          {labels.readOnlyOf(row.target || String(index + 1))}
        </label>
        <CheckBox id={checkId} checked={row.readOnly} onChange={(readOnly) => onChange({ readOnly })} />
      </span>
    </>
  );
}
