import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { texts } from '../../../texts/en';

const { images } = texts;

/** What to do while an engine lists no image; code between grave accents. */
export const whenEmpty = (engine: EngineId): string =>
  engineLanguage(engine).imagesByPath ? images.emptyByPath : images.empty(engine);

/** How an image that an engine does not hold gets there; code between grave accents. */
export const whenNotHere = (engine: EngineId, reference: string): string =>
  engineLanguage(engine).imagesByPath ? images.notFoundByPath : images.notFoundHint(`${engine} pull ${reference}`);
