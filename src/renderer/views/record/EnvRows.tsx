import type { RecordDraft } from '@shared/request/draft/record-draft';
import { CheckBox } from '../../parts/CheckBox';
import { fieldId, useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';
import { Rows } from './fields/Rows';
import { useField } from './fields/use-field';

const { env: labels, fields } = texts.record;
type Variable = RecordDraft['env'][number];

/** Environment variables of the program, each with whether its value may be stored. */
export function EnvRows() {
  const env = useDraft((state) => state.draft.env);
  const change = useDraft((state) => state.change);
  const put = (index: number, patch: Partial<Variable>): void =>
    change({ env: env.map((row, at) => (at === index ? { ...row, ...patch } : row)) });
  return (
    <Rows
      title={fields.env}
      className="env-row"
      head={[labels.nameHead, labels.valueHead, labels.secret]}
      headTitles={[undefined, undefined, labels.secretTitle]}
      fields={['name', 'value']}
      list="env"
      rows={env}
      add={labels.add}
      removeLabel={(index) => labels.remove(env[index]?.name || String(index + 1))}
      onAdd={() => change({ env: [...env, { name: '', value: '', secret: false }] })}
      onRemove={(index) => change({ env: env.filter((_row, at) => at !== index) })}
    >
      {(row, index) => <VariableCells row={row} index={index} onChange={(patch) => put(index, patch)} />}
    </Rows>
  );
}

interface CellsProps {
  row: Variable;
  index: number;
  onChange(patch: Partial<Variable>): void;
}

function VariableCells({ row, index, onChange }: CellsProps) {
  const name = useField(`env.${index}.name`);
  const value = useField(`env.${index}.value`);
  const checkId = fieldId(`env.${index}.secret`);
  return (
    <>
      <input
        {...name.input}
        className="field field-code"
        aria-label={labels.name(index + 1)}
        value={row.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <input
        {...value.input}
        className="field field-code"
        type={row.secret ? 'password' : 'text'}
        aria-label={labels.value(index + 1)}
        value={row.value}
        onChange={(event) => onChange({ value: event.target.value })}
      />
      <span className="row-check">
        <label className="visually-hidden" htmlFor={checkId}>
          {labels.secretOf(row.name || String(index + 1))}
        </label>
        <CheckBox id={checkId} checked={row.secret} onChange={(secret) => onChange({ secret })} />
      </span>
    </>
  );
}
