import type { z } from 'zod';
import { texts } from '../../texts/en';
import { type Parsed, TypedRow } from './TypedRow';

interface Props {
  name: string;
  text: string;
  unit: string;
  schema: z.ZodType<number>;
  value: number;
  onChange(value: number): void;
}

/** A number with a fixed unit. */
export function NumberRow({ schema, value, onChange, ...rest }: Props) {
  const parse = (typed: string): Parsed<number> => {
    const text = typed.trim();
    const checked = schema.safeParse(/^[+-]?\d+([.]\d+)?$/.test(text) ? Number(text) : text);
    return checked.success
      ? { value: checked.data }
      : { problem: checked.error.issues[0]?.message ?? texts.error.title };
  };
  return (
    <TypedRow
      {...rest}
      short
      value={String(value)}
      parse={parse}
      onChange={(next) => (next === value ? undefined : onChange(next))}
    />
  );
}
