import type { RecipeRow } from '@shared/ipc/channels/images';
import { clock } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useNow } from '../../../parts/use-now';
import { type Build, useBuilds } from '../../../stores/builds';
import { texts } from '../../../texts/en';
import { BuildLog } from './BuildLog';

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
      <BuildLog {...build} />
    </section>
  );
}
