import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useDeferredValue, useMemo, useState } from 'react';
import { moment } from '../../format/moment';
import { KeyHint } from '../../parts/KeyHint';
import { possibleActions } from '../../stores/actions';
import { useOverlay } from '../../stores/overlay';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { matchingActions } from './matching-actions';
import { matchingTraces } from './matching-traces';
import { openTrace } from './open-trace';

const { palette } = texts;

/** Every action of the app by its name, and every trace by its own. */
export function Palette() {
  const { open, close } = useOverlay();
  return (
    <Dialog.Root open={open === 'palette'} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette">
          <Dialog.Title className="visually-hidden">{palette.title}</Dialog.Title>
          <Choices onChosen={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onChosen }: { onChosen(): void }) {
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query);
  const rows = useTraces((state) => state.rows);
  const traces = useMemo(() => matchingTraces(rows ?? [], wanted), [rows, wanted]);
  // As things stand when it opens: a list that changes under the hand is none to choose from.
  const actions = useMemo(() => possibleActions().filter((action) => action.id !== 'palette'), []);
  const matches = useMemo(() => matchingActions(actions, query, palette.groups), [actions, query]);
  const choose = (run: () => unknown): void => {
    onChosen();
    run();
  };
  return (
    // We find and order: cmdk (1.1.1) finds scattered letters, and leaves the group of the best match where it was.
    <Command label={palette.field} loop vimBindings={false} shouldFilter={false}>
      <Command.Input className="palette-input" placeholder={palette.field} value={query} onValueChange={setQuery} />
      <Command.List className="palette-list" label={palette.results}>
        <Command.Empty className="palette-empty">
          {/* A list must hold an option: this one says that there is none. */}
          <div role="option" aria-disabled="true" aria-selected="false" tabIndex={-1}>
            {palette.nothing(query)}
          </div>
        </Command.Empty>
        {matches.map(({ group, actions: found }) => (
          <Command.Group key={group} heading={palette.groups[group]} className="palette-group">
            {found.map((action) => (
              <Command.Item
                key={action.id}
                value={action.id}
                className="palette-item"
                onSelect={() => choose(action.run)}
              >
                <span className="palette-title">{action.title}</span>
                {action.keys ? <KeyHint keys={action.keys} /> : null}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {traces.length === 0 ? null : (
          <Command.Group heading={palette.traces} className="palette-group">
            {traces.map((row) => (
              <Command.Item
                key={row.id}
                value={`trace ${row.id}`}
                className="palette-item"
                onSelect={() => choose(() => openTrace(row.id))}
              >
                <span className="palette-title" title={row.title}>
                  {row.title || row.id}
                </span>
                <span className="quiet figures">{moment(row.createdAt)}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
      <p className="palette-help quiet" aria-hidden>
        <span>
          <KeyHint keys="ArrowUp" /> <KeyHint keys="ArrowDown" /> {palette.help.move}
        </span>
        <span>
          <KeyHint keys="Enter" /> {palette.help.choose}
        </span>
        <span>
          <KeyHint keys="Escape" /> {palette.help.close}
        </span>
      </p>
    </Command>
  );
}
