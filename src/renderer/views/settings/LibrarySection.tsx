import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { isInProgress } from '@shared/model/transfer-in-progress';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { isActive, useRun } from '../../stores/run';
import { useSettings } from '../../stores/settings';
import { useTransfers } from '../../stores/transfers';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, library: labels } = texts.settings;

/** The folder in which traces are recorded and listed. */
export function LibrarySection({ places }: { places: SettingsPlaces }) {
  const { busy, select, restore, showLibrary, moveLibrary } = useSettings();
  const moving = useTransfers((state) => state.transfers.some((one) => one.kind === 'move' && isInProgress(one)));
  const recording = useRun((state) => isActive(state.run));
  const { dir, source } = places.library;
  const fixed = reasonFixed(source, recording);
  const note = busy === 'libraryDir' ? labels.opening : (fixed ?? labels.text);
  return (
    <Section name={sections.library}>
      <Row name={labels.place} text={note}>
        <CopyLine text={dir} what={labels.theFolder} />
        <div className="settings-buttons">
          <Button
            disabled={fixed !== null || busy !== null}
            title={fixed ?? undefined}
            onClick={() => void select('libraryDir')}
          >
            {labels.choose}
          </Button>
          {source === 'setting' ? (
            <Button
              disabled={fixed !== null || busy !== null}
              title={places.library.usualDir}
              onClick={() => void restore('libraryDir', 'usual')}
            >
              {labels.useDefault}
            </Button>
          ) : null}
          <Button
            disabled={fixed !== null || busy !== null || moving}
            title={fixed ?? labels.moveTitle}
            onClick={() => void moveLibrary()}
          >
            {labels.move}
          </Button>
          <Button onClick={() => void showLibrary()}>{labels.show}</Button>
        </div>
        <Refusal of="libraryDir" />
      </Row>
    </Section>
  );
}

function reasonFixed(source: SettingsPlaces['library']['source'], recording: boolean): string | null {
  if (source === 'environment') return labels.byEnvironment;
  if (source === 'option') return labels.byOption;
  return recording ? labels.recording : null;
}
