import type { EngineId } from '@shared/engines/registry';
import type { ImageRow, RecipeRow } from '@shared/ipc/channels/images';
import { isImagePath } from '@shared/model/image-reference';
import { PRELOAD_IDS } from '@shared/tracing/preloads';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { age } from '../../../format/age';
import { count, size } from '../../../format/figures';
import { momentInFull } from '../../../format/moment';
import { Button } from '../../../parts/Button';
import { Hint } from '../../../parts/Hint';
import { ErrorNotice } from '../../../parts/Notice';
import { useBuilds } from '../../../stores/builds';
import { useDoctor } from '../../../stores/doctor';
import { type EngineImages, useImages } from '../../../stores/images';
import { texts } from '../../../texts/en';
import { FieldNote } from './FieldNote';
import { readinessOf, type Tracers, useTracers } from './readiness-of';
import type { FieldImage } from './use-image';
import { whenEmpty, whenNotHere } from './ways-to-images';

interface Props {
  engine: EngineId;
  value: string;
  list: EngineImages;
  chosen: FieldImage;
}

const { images } = texts;

/** The status of the field's image, and the solution if it cannot be recorded. */
export function ImageStatus({ engine, value, list, chosen: { row, recipe, inspection } }: Props) {
  const reference = value.trim();
  const again = (
    <Button onClick={() => void useImages.getState().load(engine)} disabled={list.loading}>
      {texts.error.again}
    </Button>
  );
  if (list.error) return <ErrorNotice error={list.error}>{again}</ErrorNotice>;
  if (!list.rows) return <p className="quiet">{images.loading}</p>;
  if (row) return <HeldImage engine={engine} reference={reference} row={row} recipe={recipe} inspection={inspection} />;
  if (recipe) return <RecipeOffer engine={engine} recipe={recipe} />;
  if (isImagePath(reference)) return <p className="quiet">{images.byPath}</p>;
  if (reference.includes('@')) return <p className="quiet">{images.byDigest}</p>;
  if (reference !== '')
    return (
      <FieldNote severity="warning" message={images.notFound(titleOf(engine))} hint={whenNotHere(engine, reference)} />
    );
  return list.rows.length === 0 ? <Hint text={whenEmpty(engine)} /> : null;
}

/** The engine's name as in the checks. */
const titleOf = (engine: EngineId): string =>
  useDoctor.getState().capabilities?.engines.find(({ id }) => id === engine)?.title ?? engine;

function HeldImage({
  engine,
  reference,
  row,
  recipe,
  inspection,
}: {
  engine: EngineId;
  reference: string;
  row: ImageRow;
  recipe: RecipeRow | undefined;
  inspection: FieldImage['inspection'];
}) {
  const tracers = useTracers();
  const { state, tracer, problems } = readinessOf(row.report, tracers);
  const inspectAgain = (
    <Button onClick={() => void useImages.getState().inspect(engine, reference)}>{texts.error.again}</Button>
  );
  return (
    <div className="image-status">
      <p className="image-facts">
        {state === 'ready' ? (
          <CircleCheck size={16} aria-hidden className="mark mark-good" />
        ) : state === 'unknown' ? (
          <CircleDashed size={16} aria-hidden className="mark mark-off" />
        ) : null}
        <span>
          {state === 'ready'
            ? `${images.ready}: ${tracer === 'payload' ? lent(tracers) : tracerOf(row)}`
            : state === 'unknown'
              ? inspectionText(inspection)
              : null}{' '}
          <span className="image-made quiet figures" title={momentInFull(row.createdAt)}>
            {size(row.sizeBytes)} · {images.created(age(row.createdAt))}
          </span>
        </span>
      </p>
      {inspection?.state === 'failed' ? <ErrorNotice error={inspection.error}>{inspectAgain}</ErrorNotice> : null}
      {problems.map((problem) => (
        <FieldNote key={problem.code} severity={problem.severity} message={problem.message} hint={problem.hint} />
      ))}
      {recipe?.state === 'old' ? (
        <FieldNote severity="warning" message={images.old}>
          <BuildButton engine={engine} recipe={recipe} label={images.buildAgain} />
        </FieldNote>
      ) : null}
    </div>
  );
}

const inspectionText = (inspection: FieldImage['inspection']): string =>
  inspection?.state === 'looking' ? images.inspecting : images.unknown;

const lent = ({ payload }: Tracers): string => {
  const version = payload?.ust.version;
  return images.lent(version ? images.ust(version) : images.ustUnknown);
};

function tracerOf({ report }: ImageRow): string {
  const version = report?.ust?.version;
  const preloads = count(Object.keys(report?.preloads ?? {}).length);
  const release = version ? images.ust(version) : images.ustUnknown;
  return `${release}, ${images.preloads(preloads, count(PRELOAD_IDS.length))}`;
}

/** Hidden during a build and after a failed one: the panel of the build shows the state. */
function RecipeOffer({ engine, recipe }: { engine: EngineId; recipe: RecipeRow }) {
  const build = useBuilds((state) => state.builds[`${engine} ${recipe.id}`]);
  if (build) return null;
  return (
    <div className="recipe">
      <p>{images.notBuilt}</p>
      <p className="quiet">{images.contents}</p>
      <ul className="recipe-holds quiet">
        {recipe.holds.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <BuildButton engine={engine} recipe={recipe} label={images.build} />
    </div>
  );
}

/** Hidden during a build, whose panel is shown below. */
function BuildButton({ engine, recipe, label }: { engine: EngineId; recipe: RecipeRow; label: string }) {
  const build = useBuilds((state) => state.builds[`${engine} ${recipe.id}`]);
  if (build) return null;
  return <Button onClick={() => void useBuilds.getState().build(engine, recipe.id)}>{label}</Button>;
}
