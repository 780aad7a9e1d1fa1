import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { texts } from '../../../texts/en';

const { images } = texts;

/** What to do if an engine lists no image. Text between backticks is code. */
export const whenEmpty = (engine: EngineId): string =>
  engineLanguage(engine).imagesByPath ? images.emptyByPath : images.empty(engine);

/** How to get an image that an engine does not have. Text between backticks is code. */
export const whenNotHere = (engine: EngineId, reference: string): string =>
  engineLanguage(engine).imagesByPath ? images.notFoundByPath : images.notFoundHint(`${engine} pull ${reference}`);
