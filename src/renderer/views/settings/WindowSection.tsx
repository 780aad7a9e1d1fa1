import { type Theme, themeSchema } from '@shared/model/settings';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, window: words } = texts.settings;

/** How the window looks, and when it speaks up. */
export function WindowSection({ theme, notify }: { theme: Theme; notify: boolean }) {
  const change = useSettings((state) => state.change);
  return (
    <Section name={sections.window}>
      <Row name={words.theme}>
        <div className="settings-radios" role="radiogroup" aria-label={words.theme}>
          {themeSchema.options.map((one) => (
            <label key={one}>
              <input type="radio" name="theme" checked={theme === one} onChange={() => void change({ theme: one })} />
              {words.themes[one]}
            </label>
          ))}
        </div>
        <Refusal of="theme" />
      </Row>
      <Row name={words.notify}>
        <label className="settings-check">
          <input type="checkbox" checked={notify} onChange={(event) => void change({ notify: event.target.checked })} />
          {words.notifyLabel}
        </label>
        <Refusal of="notify" />
      </Row>
    </Section>
  );
}
