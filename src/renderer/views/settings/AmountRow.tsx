import { amountText, readAmount, type Units } from '@shared/request/draft/amount';
import { texts } from '../../texts/en';
import { type Parsed, TypedRow } from './TypedRow';

interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly { message: string }[] } | undefined };
}

interface Props {
  name: string;
  text: string;
  /** The placeholder of the empty field: the default. */
  empty: string;
  units: Units;
  /** The value of one of the first unit in the setting. */
  worth?: number;
  schema: Schema;
  value: number | undefined;
  onChange(value: number | undefined): void;
}

/** An amount with a unit. Empty means the default. */
export function AmountRow({ name, text, empty, units, worth = 1, schema, value, onChange }: Props) {
  const parse = (typed: string): Parsed<number | undefined> => {
    const amount = readAmount(typed, units);
    if (amount === undefined) return { value: undefined };
    const next = Math.round(amount * worth * 1000) / 1000;
    const checked = schema.safeParse(Number.isNaN(next) ? typed : next);
    return checked.success ? { value: next } : { problem: checked.error?.issues[0]?.message ?? texts.error.title };
  };
  return (
    <TypedRow
      name={name}
      text={text}
      placeholder={empty}
      value={value === undefined ? '' : amountText(value / worth, units)}
      parse={parse}
      onChange={(next) => (next === value ? undefined : onChange(next))}
    />
  );
}
