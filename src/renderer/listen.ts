import { useArchives } from './stores/archives';
import { useBuilds } from './stores/builds';
import { useDoctor } from './stores/doctor';
import { recheckOnChange } from './stores/doctor-watch';
import { useDraft } from './stores/draft';
import { useHelper } from './stores/helper';
import { useImports } from './stores/imports';
import { useRun } from './stores/run';
import { useSettings } from './stores/settings';
import { openArrivedLink } from './stores/trace-view/open-link';
import { useTraces } from './stores/traces';
import { useTransfers } from './stores/transfers';
import { useViewers } from './stores/viewers';

/** Connects the events of main to the stores, then requests the current state. Call it once per page. */
export function listenToMain(): void {
  const { bridge } = window;
  bridge.on('run-event', (event) => {
    useRun.getState().handle(event);
    if (event.type === 'run-finished') void useTraces.getState().load();
    if (event.type === 'trace-counted') void useTraces.getState().refresh(event.traceId);
  });
  bridge.on('doctor-check', (check) => useDoctor.getState().handle(check));
  bridge.on('helper-state', (state) => useHelper.getState().handle(state));
  bridge.on('image-build', (event) => useBuilds.getState().handle(event));
  bridge.on('library-changed', () => void useTraces.getState().load());
  bridge.on('transfer', (transfer) => {
    useTransfers.getState().handle(transfer);
    useImports.getState().selectImported(transfer);
    if (transfer.kind === 'move' && transfer.state === 'done') void useSettings.getState().libraryMoved();
  });
  bridge.on('archive', (archive) => useArchives.getState().handle(archive));
  bridge.on('viewer-phase', ({ id, phase }) => useViewers.getState().handle(id, phase));
  bridge.on('show-run', () => useRun.getState().show());
  bridge.on('link-arrived', () => void openArrivedLink());
  bridge.on('files-arrived', () => void useImports.getState().takeArrived());
  void openArrivedLink();
  void useImports.getState().takeArrived();
  void useDraft.getState().load();
  void useRun.getState().reload();
  void useBuilds.getState().reload();
  void useHelper.getState().reload();
  void useArchives.getState().reload();
  void useTransfers.getState().reload();
  void useTraces.getState().load();
  void useDoctor.getState().check();
  recheckOnChange();
  void useSettings.getState().load();
}
