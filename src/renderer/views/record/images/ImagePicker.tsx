import './images.css';
import type { EngineId } from '@shared/engines/registry';
import { useId } from 'react';
import { useBuilds } from '../../../stores/builds';
import { texts } from '../../../texts/en';
import { BuildPanel } from './BuildPanel';
import { ImageField } from './ImageField';
import { ImageStatus } from './ImageStatus';
import { useEngineImages, useFieldImage } from './use-image';

interface Props {
  engine: EngineId | null;
  /** Whether an image can be named although no engine can list its images. */
  byNameOnly?: boolean;
  value: string;
  onChange(image: string): void;
  error?: string | undefined;
  /** The ref of the field, for components that move the focus there. */
  id?: string;
}

/** The field for an image reference, the status of its image, and the running builds. */
export function ImagePicker({ engine, byNameOnly = false, value, onChange, error, id: givenId }: Props) {
  const list = useEngineImages(engine);
  const chosen = useFieldImage(engine, value, list);
  const builds = useBuilds((state) => state.builds);
  const ours = Object.values(builds).filter((build) => build !== undefined && build.engine === engine);
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <div className="image-picker">
      <label className="image-label" htmlFor={id}>
        {texts.record.fields.image}
      </label>
      <ImageField
        id={id}
        engine={engine}
        byNameOnly={byNameOnly}
        list={list}
        value={value}
        onChange={onChange}
        error={error}
      />
      {error ? (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      ) : null}
      <div id={`${id}-status`}>
        {engine === null ? (
          <p className="quiet">{byNameOnly ? texts.images.notListed : texts.images.noEngineReady}</p>
        ) : error && !chosen.row ? null : (
          <ImageStatus engine={engine} value={value} list={list} chosen={chosen} />
        )}
      </div>
      {ours.map((build) =>
        build ? (
          <BuildPanel
            key={build.recipe}
            build={build}
            recipe={list.recipes.find((recipe) => recipe.id === build.recipe)}
          />
        ) : null,
      )}
    </div>
  );
}
