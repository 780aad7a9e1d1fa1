interface Props<Choice extends string> {
  name: string;
  legend: string;
  choices: Readonly<Record<Choice, string>>;
  value: Choice;
  onChange(value: Choice): void;
  /** What the choice that is made means. */
  text?: string;
}

/** One of two ways, both in sight. */
export function ImportChoice<Choice extends string>({ name, legend, choices, value, onChange, text }: Props<Choice>) {
  return (
    <fieldset className="import-choice">
      <legend>{legend}</legend>
      {(Object.entries(choices) as [Choice, string][]).map(([choice, label]) => (
        <label key={choice}>
          <input type="radio" name={name} checked={value === choice} onChange={() => onChange(choice)} />
          {label}
        </label>
      ))}
      {text ? <p className="quiet">{text}</p> : null}
    </fieldset>
  );
}
