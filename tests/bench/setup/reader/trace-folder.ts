import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordOf } from '../../../unit/setup/configs';

/** Makes a folder of the library of a folder that has one leaf. */
export function writeTraceFolder(folder: string, leaf: string, domain: 'kernel' | 'userspace'): void {
  const [known] = recordOf().recordings;
  if (!known) throw new Error('the record of the tests has no recording');
  const recordings = [{ ...known, domain, leaves: [{ path: leaf, uid: null, part: null }] }];
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(recordOf({ recordings })));
  writeFileSync(join(folder, 'containers.json'), JSON.stringify({ schema: 1, containers: [] }));
}
