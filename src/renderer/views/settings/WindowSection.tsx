import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type Theme, themeSchema } from '@shared/model/settings';
import { CheckBox } from '../../parts/CheckBox';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section, useRowId } from './rows';

const { sections, window: words } = texts.settings;

/** How the window looks, and when it speaks up. */
export function WindowSection({ theme, notify }: { theme: Theme; notify: boolean }) {
  const change = useSettings((state) => state.change);
  const id = useRowId();
  return (
    <Section name={sections.window}>
      <Row name={words.theme}>
        <RadioGroup
          className="settings-radios"
          aria-label={words.theme}
          value={theme}
          onValueChange={(value) => void change({ theme: themeSchema.parse(value) })}
        >
          {themeSchema.options.map((one) => (
            <label key={one} htmlFor={`${id}-${one}`}>
              <Radio.Root
                id={`${id}-${one}`}
                value={one}
                className="radio"
                nativeButton
                render={<button type="button" />}
              >
                <Radio.Indicator className="radio-dot" />
              </Radio.Root>
              {words.themes[one]}
            </label>
          ))}
        </RadioGroup>
        <Refusal of="theme" />
      </Row>
      <Row name={words.notify}>
        <div className="settings-check">
          <CheckBox id={id} checked={notify} onChange={(on) => void change({ notify: on })} />
          <label htmlFor={id}>{words.notifyLabel}</label>
        </div>
        <Refusal of="notify" />
      </Row>
    </Section>
  );
}
