import { type ReactNode, useId } from 'react';
import { ErrorNotice } from '../../parts/Notice';
import { useSettings } from '../../stores/settings';

/** A group of settings with its name. */
export function Section({ name, text, children }: { name: string; text?: string; children: ReactNode }) {
  return (
    <section className="settings-section" aria-label={name}>
      <h2>{name}</h2>
      {text ? <p className="quiet settings-text">{text}</p> : null}
      {children}
    </section>
  );
}

interface RowProps {
  name: string;
  /** Shown below the control. */
  text?: ReactNode;
  /** The id of the control that the name labels. Omitted if the control has its own name. */
  labels?: string;
  children: ReactNode;
}

/** One setting: its name on the left, its control and a note on the right. */
export function Row({ name, text, labels, children }: RowProps) {
  return (
    <div className="settings-row">
      {labels ? (
        <label className="settings-name" htmlFor={labels}>
          {name}
        </label>
      ) : (
        <span className="settings-name">{name}</span>
      )}
      <div className="settings-control">
        {children}
        {text ? <div className="quiet settings-note">{text}</div> : null}
      </div>
    </div>
  );
}

/** Why the last change of this setting was refused. */
export function Refusal({ of }: { of: NonNullable<ReturnType<typeof useSettings.getState>['error']>['of'] }) {
  const error = useSettings((state) => state.error);
  return error?.of === of ? <ErrorNotice error={error.data} /> : null;
}

/** Creates the id of a control, for the label of its Row. */
export const useRowId = (): string => useId();
