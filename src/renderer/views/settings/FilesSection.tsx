import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { fileSize } from '../../format/figures';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Row, Section } from './rows';

const { sections, files: labels } = texts.settings;

/** All files of the product on this machine, except the traces. */
export function FilesSection({ places }: { places: SettingsPlaces }) {
  const { cacheBytes, emptyArchives } = useSettings();
  return (
    <Section name={sections.files}>
      <Row name={labels.settings}>
        <CopyLine text={places.settingsFile} what={labels.theSettings} />
      </Row>
      <Row name={labels.cache} text={`${cacheSizeText(cacheBytes)} ${labels.cacheText}`}>
        <CopyLine text={places.cacheDir} what={labels.theCache} />
        <div className="settings-buttons">
          <Button onClick={() => void emptyArchives()}>{labels.emptyArchives}</Button>
        </div>
      </Row>
    </Section>
  );
}

function cacheSizeText(bytes: number | null): string {
  if (bytes === null) return labels.measuring;
  return bytes === 0 ? labels.cacheEmpty : labels.cacheSize(fileSize(bytes));
}
