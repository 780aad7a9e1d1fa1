import './space.css';
import { Dialog } from '@base-ui/react/dialog';
import type { Result } from '@shared/ipc/contract';
import type { ErrorData } from '@shared/model/app-error';
import { cacheBytesOf } from '@shared/model/disk-use';
import { type FreePlan, freedBy, orderForSpace, type SpaceOrder } from '@shared/model/free-space';
import { useEffect, useMemo, useState } from 'react';
import { ask, errorOf } from '../../../bridge';
import { size } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { Figure } from '../../../parts/Figure';
import { ErrorNotice } from '../../../parts/Notice';
import { announce } from '../../../stores/announce';
import { useTraces } from '../../../stores/traces';
import { sizeOfTrash, useTrash } from '../../../stores/traces-trash';
import { texts } from '../../../texts/en';
import { useDiskUse } from '../disk-use';
import { useOpenDialog } from '../open-dialog';
import { SpaceList } from './SpaceList';
import { SpacePlanner } from './SpacePlanner';

const { space: labels, trash: trashLabels } = texts.traces;

/** The free disk space, the largest traces, and the content of the trash. */
export function SpaceDialog() {
  const open = useOpenDialog((state) => state.dialog === 'space');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useOpenDialog.setState({ dialog: next ? 'space' : null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide">
          <Dialog.Title className="dialog-title">{labels.title}</Dialog.Title>
          <Space />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Space() {
  const { rows, refused } = useTraces();
  const { trash, error: trashError, remove, purge } = useTrash();
  const [order, setOrder] = useState<SpaceOrder>('biggest');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const { disk, error } = useDisk(rows, trash);
  const { use, askDiskUse } = useDiskUse();
  const cacheBytes = use ? cacheBytesOf(use) : 0;
  const ordered = useMemo(() => orderForSpace(rows ?? [], order), [rows, order]);
  const chosen = ordered.filter((row) => picked.has(row.id));
  const sum = chosen.reduce((bytes, row) => bytes + freedBy(row), 0);
  const inTrash = sizeOfTrash(trash ?? []);
  const move = async (): Promise<void> => {
    await remove(chosen.map((row) => row.id));
    setPicked(new Set());
    setResult(null);
  };
  const plan = (chosenPlan: FreePlan): void => {
    setPicked(new Set(chosenPlan.chosen.map((row) => row.id)));
    setResult(planText(chosenPlan));
  };
  return (
    <>
      {[error, refused, trashError].map((one) => (one ? <ErrorNotice key={one.message} error={one} /> : null))}
      <dl className="space-figures">
        <Figure name={labels.free}>
          {disk ? labels.of(size(disk.freeBytes), size(disk.totalBytes)) : labels.reading}
        </Figure>
        <Figure name={labels.floor}>{disk ? size(disk.floorBytes) : ''}</Figure>
        <Figure name={labels.traces}>{size(ordered.reduce((bytes, row) => bytes + freedBy(row), 0))}</Figure>
        <Figure name={labels.trash}>{size(inTrash)}</Figure>
        <Figure name={labels.caches}>{size(use && cacheBytes)}</Figure>
      </dl>
      {ordered.length > 0 ? (
        <SpacePlanner rows={ordered} order={order} freeBytes={disk?.freeBytes ?? null} onPlan={plan} />
      ) : null}
      {ordered.length === 0 ? (
        <p className="dialog-empty quiet">{labels.none}</p>
      ) : (
        <SpaceList rows={ordered} order={order} onOrder={setOrder} picked={picked} onPick={setPicked} />
      )}
      <Dialog.Description className="quiet">{labels.note}</Dialog.Description>
      {result ? (
        <p className="space-said" role="status">
          {result}
        </p>
      ) : null}
      <div className="dialog-actions">
        <span className="dialog-far figures">{labels.sum(chosen.length, size(sum))}</span>
        <Button kind="danger" disabled={!trash || trash.length === 0} onClick={() => setAsking(true)}>
          {labels.emptyTrash(size(inTrash))}
        </Button>
        <Button
          disabled={cacheBytes === 0}
          title={labels.dropCachesTitle}
          onClick={() => void dropCaches().then(askDiskUse)}
        >
          {labels.dropCaches(size(cacheBytes))}
        </Button>
        <Button kind="primary" disabled={chosen.length === 0} onClick={() => void move()}>
          {labels.move}
        </Button>
        <Dialog.Close className="button button-plain">{trashLabels.close}</Dialog.Close>
      </div>
      <ConfirmDialog
        open={asking}
        title={trashLabels.question(trash?.length ?? 0)}
        text={trashLabels.purgeText(size(inTrash))}
        confirm={trashLabels.purgeAll}
        cancel={trashLabels.cancel}
        onConfirm={() => void purge('all')}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

async function dropCaches(): Promise<void> {
  try {
    const { freedBytes } = await ask('traces:drop-caches', null);
    announce(trashLabels.freed(size(freedBytes)));
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

/** The result of a plan, if the list does not show it. */
function planText({ chosen, bytes, enough, spared }: FreePlan): string | null {
  const all = [
    chosen.length === 0 ? (enough && spared.length === 0 ? labels.freeAlready : labels.noMatch) : '',
    enough ? '' : labels.notEnough(size(bytes)),
    spared.length > 0 ? labels.excluded(spared.length) : '',
  ].filter(Boolean);
  return all.length > 0 ? all.join(' ') : null;
}

/** The disk use, loaded again whenever traces or the trash change. */
function useDisk(rows: unknown, trash: unknown): { disk: Result<'traces:space'> | null; error: ErrorData | null } {
  const [disk, setDisk] = useState<Result<'traces:space'> | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: load again when they change
  useEffect(() => {
    ask('traces:space', null).then(
      (space) => {
        setDisk(space);
        setError(null);
      },
      (thrown: unknown) => setError(errorOf(thrown)),
    );
  }, [rows, trash]);
  return { disk, error };
}
