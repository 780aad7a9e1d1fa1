import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { isInProgress } from '@shared/model/transfer-in-progress';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { isGoingOn, useRun } from '../../stores/run';
import { useSettings } from '../../stores/settings';
import { useTransfers } from '../../stores/transfers';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, library: words } = texts.settings;

/** Where traces are recorded to and listed from. */
export function LibrarySection({ places }: { places: SettingsPlaces }) {
  const { busy, choose, restore, showLibrary, moveLibrary } = useSettings();
  const moving = useTransfers((state) => state.transfers.some((one) => one.kind === 'move' && isInProgress(one)));
  const recording = useRun((state) => isGoingOn(state.run));
  const { dir, source } = places.library;
  const fixed = reasonFixed(source, recording);
  const note = busy === 'libraryDir' ? words.opening : (fixed ?? words.text);
  return (
    <Section name={sections.library}>
      <Row name={words.place} text={note}>
        <CopyLine text={dir} what={words.theFolder} />
        <div className="settings-buttons">
          <Button
            disabled={fixed !== null || busy !== null}
            title={fixed ?? undefined}
            onClick={() => void choose('libraryDir')}
          >
            {words.choose}
          </Button>
          {source === 'setting' ? (
            <Button
              disabled={fixed !== null || busy !== null}
              title={places.library.usualDir}
              onClick={() => void restore('libraryDir', 'usual')}
            >
              {words.usual}
            </Button>
          ) : null}
          <Button
            disabled={fixed !== null || busy !== null || moving}
            title={fixed ?? words.moveTitle}
            onClick={() => void moveLibrary()}
          >
            {words.move}
          </Button>
          <Button onClick={() => void showLibrary()}>{words.show}</Button>
        </div>
        <Refusal of="libraryDir" />
      </Row>
    </Section>
  );
}

function reasonFixed(source: SettingsPlaces['library']['source'], recording: boolean): string | null {
  if (source === 'environment') return words.byEnvironment;
  if (source === 'option') return words.byOption;
  return recording ? words.recording : null;
}
