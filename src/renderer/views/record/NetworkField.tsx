import { useState } from 'react';
import { SelectField } from '../../parts/SelectField';
import { useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';
import { FieldError, FormRow } from './fields/FormRow';
import { useField } from './fields/use-field';

const { more, fields } = texts.record;

const NETWORKS = Object.entries(more.networks).map(([value, label]) => ({ value, label }));

/** Selects a network that every engine has, or another one by name. */
export function NetworkField() {
  const network = useDraft((state) => state.draft.network);
  const change = useDraft((state) => state.change);
  const { input, error, errorId } = useField('network');
  const known = Object.hasOwn(more.networks, network) && network !== 'own';
  const [named, setNamed] = useState(false);
  const own = named || !known;
  return (
    <FormRow label={fields.network}>
      <div className="form-line">
        <SelectField
          label={fields.network}
          value={own ? 'own' : network}
          options={NETWORKS}
          onChange={(next) => {
            setNamed(next === 'own');
            change({ network: next === 'own' ? '' : next });
          }}
        />
        {own ? (
          <input
            {...input}
            className="field field-code"
            aria-label={more.networkName}
            placeholder={more.networkName}
            value={network}
            onChange={(event) => {
              setNamed(true);
              change({ network: event.target.value });
            }}
          />
        ) : null}
      </div>
      <FieldError id={errorId} error={error} />
    </FormRow>
  );
}
