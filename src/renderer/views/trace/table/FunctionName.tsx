import { functionColour } from '../drawing/theme/function-colour';

/** The colour of a function, as in the timeline. It never stands alone. */
export function FunctionChip({ name }: { name: string }) {
  const colour = functionColour(name);
  return (
    <i
      className="trace-chip"
      style={{ background: `var(--fn-${colour})`, boxShadow: `inset 2px 0 var(--fn-edge-${colour})` }}
    />
  );
}

/** A function in one line, with its colour. `more` tells functions of the same name apart. */
export function FunctionName({ name, more }: { name: string; more?: string | null }) {
  return (
    <span className="trace-name" title={more ? `${name}\n${more}` : name}>
      <FunctionChip name={name} />
      <code>{name}</code>
      {more ? <span className="trace-unit trace-cut">{more}</span> : null}
    </span>
  );
}
