import './setups.css';
import { Menu } from '@base-ui/react/menu';
import { withoutSecrets } from '@shared/request/draft/setup';
import { sameDraft } from '@shared/request/draft/starting-draft';
import { Bookmark, Check, ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { useDraft } from '../../../stores/draft';
import { readyEngine } from '../../../stores/pick-engine';
import { useSetups } from '../../../stores/setups';
import { texts } from '../../../texts/en';
import { SetupNameDialog } from './SetupNameDialog';

const labels = texts.record.setups;
type Asking = 'save' | 'rename' | 'remove' | null;

/** Forms saved under a name: select, save, rename, delete. */
export function SetupsMenu() {
  const { setup, draft, reset } = useDraft();
  const { setups, load, select, save, rename, remove } = useSetups();
  const [asking, setAsking] = useState<Asking>(null);
  useEffect(() => void load(), [load]);
  const chosen = setups?.find((one) => one.name === setup);
  const changed = chosen !== undefined && !sameDraft(chosen.draft, withoutSecrets(draft));
  const name = chosen?.name ?? '';
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button button-plain setups">
          <Bookmark size={14} aria-hidden />
          <span className="setups-name">{chosen ? chosen.name : labels.menu}</span>
          {changed ? <span className="quiet">{labels.changed}</span> : null}
          <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="popup-place" sideOffset={4} align="end">
            <Menu.Popup className="menu setups-menu" aria-label={labels.menu}>
              {setups && setups.length > 0 ? (
                <Menu.RadioGroup
                  className="setups-list"
                  aria-label={labels.list}
                  value={setup ?? ''}
                  onValueChange={(next) => select(String(next))}
                >
                  {setups.map((one) => (
                    <Menu.RadioItem
                      key={one.name}
                      value={one.name}
                      className="menu-item"
                      closeOnClick
                      // Selecting it again resets the form to the saved setup.
                      onClick={() => (one.name === setup ? select(one.name) : undefined)}
                    >
                      <span className="menu-mark">{one.name === setup ? <Check size={14} aria-hidden /> : null}</span>
                      <span className="menu-text" title={one.name}>
                        {one.name}
                      </span>
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              ) : (
                <Item disabled onClick={() => undefined}>
                  {labels.none}
                </Item>
              )}
              <Menu.Separator className="menu-line" />
              <Item onClick={() => setAsking('save')}>{labels.saveAs}</Item>
              {chosen ? (
                <>
                  <Item disabled={!changed} onClick={() => void save(name)}>
                    {labels.save(name)}
                  </Item>
                  <Item onClick={() => setAsking('rename')}>{labels.rename(name)}</Item>
                  <Item onClick={() => setAsking('remove')}>{labels.remove(name)}</Item>
                </>
              ) : null}
              <Menu.Separator className="menu-line" />
              <Item onClick={() => useDraft.getState().useDemo(readyEngine(draft.engine))}>{labels.demo}</Item>
              <Item onClick={reset}>{labels.empty}</Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <SetupNameDialog
        open={asking === 'save' || asking === 'rename'}
        renames={asking === 'rename'}
        name={name}
        taken={(setups ?? []).map((one) => one.name)}
        onDone={(next) => void (asking === 'rename' ? rename(name, next) : save(next))}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        title={labels.removeTitle(name)}
        text={labels.removeText}
        confirm={labels.confirmRemove}
        cancel={labels.cancel}
        onConfirm={() => void remove(name)}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

interface ItemProps {
  disabled?: boolean;
  onClick(): void;
  children: string;
}

function Item({ disabled = false, onClick, children }: ItemProps) {
  return (
    <Menu.Item className="menu-item" disabled={disabled} onClick={onClick}>
      <span className="menu-mark" />
      <span className="menu-text" title={children}>
        {children}
      </span>
    </Menu.Item>
  );
}
