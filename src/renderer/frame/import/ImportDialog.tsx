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

const { imports: words } = texts;

/** What was found, before any of it is copied: what it is, what is here already, how it comes in, and whether there is room. */
export function ImportDialog() {
  const { look, looking, error, putAway } = useImports();
  return (
    <Dialog.Root
      open={look !== null || looking || error !== null}
      onOpenChange={(next) => (next ? undefined : putAway())}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide import-dialog">
          <Dialog.Title className="dialog-title">{words.title}</Dialog.Title>
          <Dialog.Description className="dialog-text quiet">
            {look ? words.found(countOf(look)) : looking ? words.looking : words.found(0)}
          </Dialog.Description>
          {error ? <ErrorNotice error={error} /> : null}
          {look ? <Found look={look} /> : null}
          {look ? null : (
            <div className="dialog-actions">
              <Dialog.Close className="button button-plain">{words.close}</Dialog.Close>
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
  // An archive is copied in any case.
  const copied = good.filter(({ form }) => form === 'archive' || how === 'copy');
  const needed = copied.reduce((sum, one) => sum + (one.unpackedBytes ?? one.sizeBytes ?? 0), 0);
  const isTooLarge = needed > look.freeBytes - look.floorBytes;
  return (
    <>
      <ScrollRegion className="import-found" aria-label={words.list}>
        {look.findings.map((finding) =>
          finding.error ? <ErrorNotice key={finding.path} error={finding.error} /> : null,
        )}
        <FoundTraces findings={good} />
      </ScrollRegion>
      {good.some(({ form }) => form === 'folder') ? (
        <RadioChoices
          label={words.how}
          shownLabel
          choices={words.howChoices}
          value={how}
          onChange={setHow}
          text={words.howText[how]}
        />
      ) : null}
      {existing > 0 ? (
        <RadioChoices
          label={words.duplicate}
          shownLabel
          choices={words.duplicateChoices}
          value={duplicate}
          onChange={setDuplicate}
        />
      ) : null}
      {good.length === 0 ? null : isTooLarge ? (
        <Notice
          severity="caution"
          message={words.tooLarge}
          hint={words.free(size(look.freeBytes), size(look.floorBytes))}
        />
      ) : (
        <p className="quiet figures">{words.free(size(look.freeBytes), size(look.floorBytes))}</p>
      )}
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{good.length > 0 ? words.cancel : words.close}</Dialog.Close>
        {good.length > 0 ? (
          <Button kind="primary" disabled={count === 0} onClick={() => void begin()}>
            {words.begin(count)}
          </Button>
        ) : null}
      </div>
    </>
  );
}
