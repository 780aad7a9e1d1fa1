import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { StateMark } from '../../parts/StateMark';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, images: words } = texts.settings;

interface Props {
  /** As the settings have them. */
  dirs: readonly string[];
  images: SettingsPlaces['images'];
}

/** The folders in which images are that are files and folders themselves. */
export function ImagesSection({ dirs, images }: Props) {
  const { busy, addImageFolder, removeImageFolder } = useSettings();
  const add = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  // What was pressed is gone with its row, or could not be pressed while the dialog stood open: it has lost the focus.
  useEffect(() => {
    if (busy !== null || !asked.current) return;
    asked.current = false;
    add.current?.focus();
  }, [busy]);
  const { unreadable, byEnvironment } = images;
  return (
    <Section name={sections.images} text={words.text}>
      <Row
        name={words.folders}
        text={byEnvironment.length > 0 ? words.byEnvironment(byEnvironment.join(', ')) : undefined}
      >
        {dirs.length === 0 ? <p className="quiet settings-empty">{words.none}</p> : null}
        {dirs.length > 0 ? (
          <ul className="settings-folders" aria-label={words.folders}>
            {dirs.map((dir) => (
              <li key={dir}>
                <div className="settings-folder">
                  <CopyLine text={dir} what={words.theFolder} wrap />
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={words.remove(dir)}
                    title={words.removeTitle}
                    disabled={busy !== null}
                    onClick={() => {
                      asked.current = true;
                      void removeImageFolder(dir);
                    }}
                  >
                    <X size={14} aria-hidden />
                  </button>
                </div>
                {unreadable.includes(dir) ? (
                  <p className="quiet settings-state">
                    <StateMark state="caution" label={words.state} />
                    {words.unreadable}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        <div className="settings-buttons">
          <Button
            ref={add}
            disabled={busy !== null}
            onClick={() => {
              asked.current = true;
              void addImageFolder();
            }}
          >
            <Plus size={14} aria-hidden />
            {words.add}
          </Button>
        </div>
        <Refusal of="imageDirs" />
      </Row>
    </Section>
  );
}
