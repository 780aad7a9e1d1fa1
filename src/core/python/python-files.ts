import { createHash } from 'node:crypto';
import { moduleBase64, sitecustomize } from 'virtual:python';
import { PYTHON_FOLDER } from '@shared/python/python-recording';

/**
 * What Python programs load. It is in the folder of the app that is mounted into containers, at these paths. The suffix says that every
 * version of Python can load the module (PEP 3149).
 */
export const PYTHON_FILES: readonly { path: string; content: Buffer }[] = [
  { path: `${PYTHON_FOLDER}/sitecustomize.py`, content: Buffer.from(sitecustomize) },
  { path: `${PYTHON_FOLDER}/_containers_trace.abi3.so`, content: Buffer.from(moduleBase64, 'base64') },
];

/** Changes with the files. */
export const PYTHON_FILES_ID = createHash('sha256')
  .update(Buffer.concat(PYTHON_FILES.map(({ content }) => content)))
  .digest('hex');
