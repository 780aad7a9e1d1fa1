import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { StateMark } from '../../parts/StateMark';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, viewer: words } = texts.settings;

/** Where Trace Compass is: found by itself, or named. */
export function ViewerSection({ viewer }: { viewer: SettingsPlaces['viewer'] }) {
  const { busy, choose, restore } = useSettings();
  const { path, source, version, broken } = viewer;
  const found = broken ? words.broken : { setting: words.chosen, found: words.found, none: words.none }[source];
  const note = version ? `${found} ${words.version(version)}` : found;
  const state = broken ? 'bad' : source === 'none' ? 'caution' : 'good';
  return (
    <Section name={sections.viewer}>
      <Row
        name={words.program}
        text={
          <span className="settings-state">
            <StateMark state={state} label={words.state[state]} />
            {note}
          </span>
        }
      >
        {path === null ? null : <CopyLine text={path} what={words.theProgram} />}
        <div className="settings-buttons">
          <Button disabled={busy !== null} onClick={() => void choose('viewerPath')}>
            {words.choose}
          </Button>
          {source === 'setting' ? (
            <Button disabled={busy !== null} onClick={() => void restore('viewerPath', 'usual')}>
              {words.usual}
            </Button>
          ) : null}
        </div>
        <Refusal of="viewerPath" />
      </Row>
    </Section>
  );
}
