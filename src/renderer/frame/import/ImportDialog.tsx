import './imports.css';
import { Dialog } from '@base-ui/react/dialog';
import type { ImportLook } from '@shared/ipc/channels/imports';
import { size } from '../../format/figures';
import { Button } from '../../parts/Button';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { RadioChoices } from '../../parts/RadioChoices';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { useImports } from '../../stores/imports';
import { texts } from '../../texts/en';
import { FoundTraces } from './FoundTraces';

const { imports: labels } = texts;

/** Shows the traces found before any is copied: which exist already, how they will be imported, and whether there is enough space. */
export function ImportDialog() {
  const { found, reading, error, dismiss } = useImports();
  return (
    <Dialog.Root
      open={found !== null || reading || error !== null}
      onOpenChange={(next) => (next ? undefined : dismiss())}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide import-dialog">
          <Dialog.Title className="dialog-title">{labels.title}</Dialog.Title>
          <Dialog.Description className="dialog-text quiet">
            {found ? labels.found(countOf(found)) : reading ? labels.reading : labels.found(0)}
          </Dialog.Description>
          {error ? <ErrorNotice error={error} /> : null}
          {found ? <Found look={found} /> : null}
          {found ? null : (
            <div className="dialog-actions">
              <Dialog.Close className="button button-plain">{labels.close}</Dialog.Close>
            </div>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** An archive that cannot be listed counts as one. */
const countOf = ({ findings }: ImportLook): number =>
  findings.reduce((sum, { error, traces }) => sum + (error ? 0 : Math.max(1, traces.length)), 0);

function Found({ look }: { look: ImportLook }) {
  const { how, duplicate, setHow, setDuplicate, begin } = useImports();
  const good = look.findings.filter(({ error }) => error === null);
  const existing = good.flatMap(({ traces }) => traces).filter((trace) => trace.existing !== null).length;
  const count = countOf(look) - (duplicate === 'skip' ? existing : 0);
  // Archives are always copied.
  const copied = good.filter(({ form }) => form === 'archive' || how === 'copy');
  const needed = copied.reduce((sum, one) => sum + (one.unpackedBytes ?? one.sizeBytes ?? 0), 0);
  const isTooLarge = needed > look.freeBytes - look.floorBytes;
  return (
    <>
      <ScrollRegion className="import-found" aria-label={labels.list}>
        {look.findings.map((finding) =>
          finding.error ? <ErrorNotice key={finding.path} error={finding.error} /> : null,
        )}
        <FoundTraces findings={good} />
      </ScrollRegion>
      {good.some(({ form }) => form === 'folder') ? (
        <RadioChoices
          label={labels.how}
          shownLabel
          choices={labels.howChoices}
          value={how}
          onChange={setHow}
          text={labels.howText[how]}
        />
      ) : null}
      {existing > 0 ? (
        <RadioChoices
          label={labels.duplicate}
          shownLabel
          choices={labels.duplicateChoices}
          value={duplicate}
          onChange={setDuplicate}
        />
      ) : null}
      {good.length === 0 ? null : isTooLarge ? (
        <Notice
          severity="caution"
          message={labels.tooLarge}
          hint={labels.free(size(look.freeBytes), size(look.floorBytes))}
        />
      ) : (
        <p className="quiet figures">{labels.free(size(look.freeBytes), size(look.floorBytes))}</p>
      )}
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{good.length > 0 ? labels.cancel : labels.close}</Dialog.Close>
        {good.length > 0 ? (
          <Button kind="primary" disabled={count === 0} onClick={() => void begin()}>
            {labels.begin(count)}
          </Button>
        ) : null}
      </div>
    </>
  );
}
