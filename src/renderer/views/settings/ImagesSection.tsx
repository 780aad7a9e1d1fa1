import type { SettingsPlaces } from '@shared/ipc/channels/settings';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { StateMark } from '../../parts/StateMark';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Row, Section } from './rows';

const { sections, images: labels } = texts.settings;

interface Props {
  /** The folders in the settings. */
  dirs: readonly string[];
  images: SettingsPlaces['images'];
}

/** The folders for images that are files or folders themselves. */
export function ImagesSection({ dirs, images }: Props) {
  const { busy, addImageFolder, removeImageFolder } = useSettings();
  const add = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  // The pressed button was removed with its row or disabled while the dialog was open, so it has lost the focus.
  useEffect(() => {
    if (busy !== null || !pressed.current) return;
    pressed.current = false;
    add.current?.focus();
  }, [busy]);
  const { unreadable, byEnvironment } = images;
  return (
    <Section name={sections.images} text={labels.text}>
      <Row
        name={labels.folders}
        text={byEnvironment.length > 0 ? labels.byEnvironment(byEnvironment.join(', ')) : undefined}
      >
        {dirs.length === 0 ? <p className="quiet settings-empty">{labels.none}</p> : null}
        {dirs.length > 0 ? (
          <ul className="settings-folders" aria-label={labels.folders}>
            {dirs.map((dir) => (
              <li key={dir}>
                <div className="settings-folder">
                  <CopyLine text={dir} what={labels.theFolder} wrap />
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={labels.remove(dir)}
                    title={labels.removeTitle}
                    disabled={busy !== null}
                    onClick={() => {
                      pressed.current = true;
                      void removeImageFolder(dir);
                    }}
                  >
                    <X size={14} aria-hidden />
                  </button>
                </div>
                {unreadable.includes(dir) ? (
                  <p className="quiet settings-state">
                    <StateMark state="caution" label={labels.state} />
                    {labels.unreadable}
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
              pressed.current = true;
              void addImageFolder();
            }}
          >
            <Plus size={14} aria-hidden />
            {labels.add}
          </Button>
        </div>
        <Refusal of="imageDirs" />
      </Row>
    </Section>
  );
}
