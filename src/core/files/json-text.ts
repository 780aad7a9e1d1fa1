import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';

/** @param what a path, or a name for it @throws AppError `config` when it is not JSON, or nests too deep */
export function jsonOf(text: string, what: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new AppError('config', `${what} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}
