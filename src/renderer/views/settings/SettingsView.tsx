import './settings.css';
import { Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { ViewHeader } from '../../frame/ViewHeader';
import { Button } from '../../parts/Button';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { type Action, knowActions, useActions } from '../../stores/actions';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { DefaultsSection } from './DefaultsSection';
import { ExportSection } from './ExportSection';
import { FilesSection } from './FilesSection';
import { ImagesSection } from './ImagesSection';
import { LibrarySection } from './LibrarySection';
import { TrashSection } from './TrashSection';
import { ViewerSection } from './ViewerSection';
import { WindowSection } from './WindowSection';

const labels = texts.settings;

const ACTIONS: readonly Action[] = [
  {
    id: 'settings.undo',
    title: labels.undoAction,
    searchTerms: labels.undoTerms,
    group: 'settings',
    keys: 'Control+Z',
    when: () => useSettings.getState().undo !== null,
    run: () => useSettings.getState().undo?.(),
  },
];
knowActions(ACTIONS);

/** The settings for all future recordings. Every change is saved at once. */
export function SettingsView() {
  const { settings, places, error, undo, load, findPlaces } = useSettings();
  useActions(ACTIONS);
  useEffect(() => {
    // Reload, because other programs may have changed something: Trace Compass was installed, or the file was edited.
    const { load, findPlaces, measureCache } = useSettings.getState();
    void load();
    void findPlaces();
    void measureCache();
    return () => useSettings.setState({ undo: null });
  }, []);
  return (
    <main className="view settings">
      <ViewHeader title={texts.views.settings} aside={undo ? labels.saved : null}>
        {undo ? (
          <Button aria-keyshortcuts="Control+Z" onClick={() => void undo()}>
            <Undo2 size={14} aria-hidden />
            {labels.undo}
          </Button>
        ) : null}
      </ViewHeader>
      <ScrollRegion className="settings-scroll" aria-label={labels.region}>
        {error?.of === 'all' ? (
          <ErrorNotice error={error.data}>
            <Button onClick={() => void Promise.all([load(), findPlaces()])}>{texts.error.again}</Button>
          </ErrorNotice>
        ) : null}
        {places?.notices.map((notice) => (
          <Notice key={notice} severity="caution" message={labels.broken} detail={notice} />
        ))}
        {settings && places ? (
          <>
            <LibrarySection places={places} />
            <ViewerSection viewer={places.viewer} />
            <DefaultsSection defaults={settings.defaults} />
            <ImagesSection dirs={settings.imageDirs} images={places.images} />
            <ExportSection format={settings.archiveFormat} percent={settings.archiveCachePercent} />
            <TrashSection days={settings.trashDays} />
            <WindowSection theme={settings.theme} notify={settings.notify} />
            <FilesSection places={places} />
          </>
        ) : error ? null : (
          <p className="quiet">{labels.loading}</p>
        )}
      </ScrollRegion>
    </main>
  );
}
