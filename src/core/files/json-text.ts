import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';

/** Parses JSON. @param what a path, or a name for it @throws AppError `config` when it is not JSON, or nested too deeply */
export function jsonOf(text: string, what: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new AppError('config', `${what} is not valid JSON: ${(error as Error).message}.`, { cause: error });
  }
}
