import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { fileSize } from '../../format/figures';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Row, Section } from './rows';

const { sections, files: words } = texts.settings;

/** Everything that the product keeps on this machine, beside the traces. */
export function FilesSection({ places }: { places: SettingsPlaces }) {
  const { cacheBytes, emptyArchives } = useSettings();
  return (
    <Section name={sections.files}>
      <Row name={words.settings}>
        <CopyLine text={places.settingsFile} what={words.theSettings} />
      </Row>
      <Row name={words.cache} text={`${told(cacheBytes)} ${words.cacheText}`}>
        <CopyLine text={places.cacheDir} what={words.theCache} />
        <div className="settings-buttons">
          <Button onClick={() => void emptyArchives()}>{words.emptyArchives}</Button>
        </div>
      </Row>
    </Section>
  );
}

function told(bytes: number | null): string {
  if (bytes === null) return words.measuring;
  return bytes === 0 ? words.cacheEmpty : words.cacheSize(fileSize(bytes));
}
