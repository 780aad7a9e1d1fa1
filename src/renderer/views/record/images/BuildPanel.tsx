import { Collapsible } from '@base-ui/react/collapsible';
import type { RecipeRow } from '@shared/ipc/channels/images';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { clock, count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { useNow } from '../../../parts/use-now';
import { type Build, useBuilds } from '../../../stores/builds';
import { texts } from '../../../texts/en';

const { images } = texts;

/** A running or failed build: duration, last line, log (folded) and actions. */
export function BuildPanel({ build, recipe }: { build: Build; recipe: RecipeRow | undefined }) {
  const { engine, state } = build;
  const title = recipe?.title ?? build.recipe;
  const store = useBuilds.getState();
  const failed = state === 'failed';
  const now = useNow(!failed);
  const heading = failed ? images.buildFailed : state === 'cancelling' ? images.cancelling : images.building;
  return (
    <section className="build" aria-label={heading(title)}>
      <div className="build-head">
        <h3>{heading(title)}</h3>
        {failed ? null : <span className="quiet figures">{clock(now - build.startedAt)}</span>}
        <span className="build-actions">
          {failed ? (
            <>
              <Button onClick={() => void store.build(engine, build.recipe)}>{images.buildAgain}</Button>
              <Button kind="quiet" onClick={() => store.dismiss(engine, build.recipe)}>
                {images.dismiss}
              </Button>
            </>
          ) : (
            <Button disabled={state === 'cancelling'} onClick={() => void store.cancel(engine, build.recipe)}>
              {images.cancelBuild}
            </Button>
          )}
        </span>
      </div>
      {build.error ? <ErrorNotice error={build.error} /> : null}
      {failed ? null : (
        <code className="build-last" title={build.lines.at(-1)}>
          {build.lines.at(-1) ?? images.noLine}
        </code>
      )}
      <BuildLog build={build} />
    </section>
  );
}

function BuildLog({ build: { lines, droppedLines } }: { build: Build }) {
  const total = lines.length + droppedLines;
  if (total === 0) return null;
  return (
    <Collapsible.Root>
      <Collapsible.Trigger className="fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        {images.log}
        <span className="quiet figures">{images.logLines(count(total))}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel>
        {droppedLines > 0 ? <p className="quiet">{images.logDropped(count(droppedLines))}</p> : null}
        <LogLines lines={lines} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

/** Scrolls with the end of the log while the end is visible. */
function LogLines({ lines }: { lines: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end
  useEffect(() => {
    const element = box.current?.parentElement;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines]);
  return (
    <ScrollRegion
      className="build-log"
      aria-label={images.log}
      onScroll={({ currentTarget }) => {
        const { scrollHeight, scrollTop, clientHeight } = currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      <div ref={box}>
        <pre>{lines.join('\n')}</pre>
      </div>
    </ScrollRegion>
  );
}
