import './fields.css';
import { joinAmount, splitAmount, type Units } from '@shared/request/draft/amount';
import { SelectField } from '../../../parts/SelectField';
import { useDraft } from '../../../stores/draft';
import { texts } from '../../../texts/en';
import type { TextFieldName } from './TextField';
import { useField } from './use-field';

interface Props {
  field: TextFieldName;
  label: string;
  units: Units;
  placeholder?: string;
  /** Whether a label elsewhere names the field by its id. */
  labelled?: boolean;
}

const UNIT_LABELS: Readonly<Record<string, string>> = texts.record.units;

/** A number with its unit. The caller shows its errors. */
export function AmountInput({ field, label, units, placeholder, labelled = false }: Props) {
  const text = useDraft((state) => state.draft[field]);
  const change = useDraft((state) => state.change);
  const { input } = useField(field);
  const { amount, unit } = splitAmount(text, units);
  const put = (nextAmount: string, nextUnit: string): void =>
    change({ [field]: joinAmount(nextAmount, nextUnit, units) });
  return (
    <span className="amount">
      <input
        {...input}
        className="field field-short"
        inputMode="decimal"
        aria-label={labelled ? undefined : label}
        value={amount}
        placeholder={placeholder}
        onChange={(event) => put(event.target.value, unit)}
      />
      <SelectField
        label={texts.record.unitOf(label)}
        value={unit}
        options={Object.keys(units).map((name) => ({ value: name, label: UNIT_LABELS[name] ?? name }))}
        onChange={(next) => put(amount, next)}
      />
    </span>
  );
}
