import type { Theme } from '@shared/model/settings';
import { CheckBox } from '../../parts/CheckBox';
import { RadioChoices } from '../../parts/RadioChoices';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section, useRowId } from './rows';

const { sections, window: labels } = texts.settings;

/** The appearance of the window, and its notifications. */
export function WindowSection({ theme, notify }: { theme: Theme; notify: boolean }) {
  const change = useSettings((state) => state.change);
  const id = useRowId();
  return (
    <Section name={sections.window}>
      <Row name={labels.theme}>
        <RadioChoices
          label={labels.theme}
          choices={labels.themes}
          value={theme}
          onChange={(next) => void change({ theme: next })}
        />
        <Refusal of="theme" />
      </Row>
      <Row name={labels.notify}>
        <div className="settings-check">
          <CheckBox id={id} checked={notify} onChange={(on) => void change({ notify: on })} />
          <label htmlFor={id}>{labels.notifyLabel}</label>
        </div>
        <Refusal of="notify" />
      </Row>
    </Section>
  );
}
