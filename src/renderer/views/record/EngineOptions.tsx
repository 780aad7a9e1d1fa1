import { engineIdSchema, engineLanguage } from '@shared/engines/registry';
import { CheckBox } from '../../parts/CheckBox';
import { useDoctor } from '../../stores/doctor';
import { fieldId, useDraft } from '../../stores/draft';
import { pickEngine } from '../../stores/pick-engine';
import { texts } from '../../texts/en';
import { FormRow } from './fields/FormRow';

const { more, fields } = texts.record;

/** The options that only the selected engine has. Empty if it has none. */
export function EngineOptions() {
  const chosen = useDraft((state) => state.draft.options);
  const change = useDraft((state) => state.change);
  const engines = useDoctor((state) => state.capabilities?.engines) ?? [];
  const engine = pickEngine(
    engines,
    useDraft((state) => state.draft.engine),
  );
  const id = engineIdSchema.safeParse(engine?.id).data;
  const options = id ? engineLanguage(id).options : [];
  if (options.length === 0) return null;
  return (
    <FormRow label={fields.options}>
      <fieldset className="engine-options" aria-label={more.optionsOf(engine?.title ?? '')}>
        {options.map((option) => (
          <label key={option.id} className="engine-option" htmlFor={fieldId(`options.${option.id}`)}>
            <CheckBox
              id={fieldId(`options.${option.id}`)}
              checked={chosen.includes(option.id)}
              onChange={(on) =>
                change({ options: on ? [...chosen, option.id] : chosen.filter((one) => one !== option.id) })
              }
            />
            <span>{option.title}</span>
            <span className="quiet">{option.summary}</span>
          </label>
        ))}
      </fieldset>
    </FormRow>
  );
}
