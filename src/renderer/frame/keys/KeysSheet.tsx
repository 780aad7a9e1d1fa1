import './keys.css';
import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { KeyHint } from '../../parts/KeyHint';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { ACTION_GROUPS, type Action, useActionStore } from '../../stores/actions';
import { useOverlay } from '../../stores/overlay';
import { texts } from '../../texts/en';

const { palette } = texts;

/** All keys, grouped by topic. */
export function KeysSheet() {
  const { open, close } = useOverlay();
  const closeButton = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={open === 'keys'} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog keys-sheet" initialFocus={closeButton}>
          <Dialog.Title className="dialog-title">{palette.keysTitle}</Dialog.Title>
          <Dialog.Description className="dialog-text quiet">{palette.keysText}</Dialog.Description>
          <ScrollRegion className="keys-scroll" aria-label={palette.keysTitle}>
            <KeyGroups />
          </ScrollRegion>
          <div className="dialog-actions">
            <Dialog.Close ref={closeButton} className="button button-plain">
              {palette.close}
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function KeyGroups() {
  const known = useActionStore((state) => state.known);
  const keyed = [...known.values()].filter((one): one is Action & { keys: string } => one.keys !== undefined);
  return ACTION_GROUPS.map((group) => {
    const own = keyed.filter((action) => action.group === group);
    return own.length === 0 ? null : (
      <section key={group} aria-label={palette.groups[group]}>
        <h3>{palette.groups[group]}</h3>
        <dl>
          {own.map((action) => (
            <div key={action.id} className="key-line">
              <dt>{action.title}</dt>
              <dd>
                {[action.keys, ...(action.moreKeys ?? [])].map((keys) => (
                  <KeyHint key={keys} keys={keys} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}
