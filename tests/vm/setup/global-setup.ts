import { buildOnce } from './build-once';
import { provideImageReport } from './image-report';
import { provideImageStores } from './image-stores';
import { ENABLING_COMMAND, REPORTS_ENV, STORES_ENV } from './in-vm';

/** vitest's global set-up of the kernel tests: builds everything that a boot needs before the first boot. */
export default async function setUp(): Promise<void> {
  if (!(await buildOnce(ENABLING_COMMAND))) return;
  const stores = await provideImageStores();
  process.env[REPORTS_ENV] = await provideImageReport(stores);
  process.env[STORES_ENV] = stores;
}
