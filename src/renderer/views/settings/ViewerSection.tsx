import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { StateMark } from '../../parts/StateMark';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, viewer: labels } = texts.settings;

/** The path of Trace Compass: detected automatically, or selected. */
export function ViewerSection({ viewer }: { viewer: SettingsPlaces['viewer'] }) {
  const { busy, select, restore } = useSettings();
  const { path, source, version, broken } = viewer;
  const found = broken ? labels.broken : { setting: labels.selected, found: labels.found, none: labels.none }[source];
  const note = version ? `${found} ${labels.version(version)}` : found;
  const state = broken ? 'bad' : source === 'none' ? 'caution' : 'good';
  return (
    <Section name={sections.viewer}>
      <Row
        name={labels.program}
        text={
          <span className="settings-state">
            <StateMark state={state} label={labels.state[state]} />
            {note}
          </span>
        }
      >
        {path === null ? null : <CopyLine text={path} what={labels.theProgram} />}
        <div className="settings-buttons">
          <Button disabled={busy !== null} onClick={() => void select('viewerPath')}>
            {labels.choose}
          </Button>
          {source === 'setting' ? (
            <Button disabled={busy !== null} onClick={() => void restore('viewerPath', 'usual')}>
              {labels.detect}
            </Button>
          ) : null}
        </div>
        <Refusal of="viewerPath" />
      </Row>
    </Section>
  );
}
