import { type ReactNode, useId } from 'react';
import { ErrorNotice } from '../../parts/Notice';
import { useSettings } from '../../stores/settings';

/** A group of settings under its name. */
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
  /** Said below the control. */
  text?: ReactNode;
  /** The id of the control that the name labels; left out where the control names itself. */
  labels?: string;
  children: ReactNode;
}

/** One setting: its name on the left, its control and what is to be known on the right. */
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

/** A Row's control needs an id for its label. */
export const useRowId = (): string => useId();
