import type { HandlerParts, Handlers } from './handler-parts';
import { appHandlers } from './handlers/app';
import { doctorHandlers } from './handlers/doctor';
import { exportHandlers } from './handlers/exports';
import { helperHandlers } from './handlers/helper';
import { imageHandlers } from './handlers/images';
import { importHandlers } from './handlers/imports';
import { kernelHandlers } from './handlers/kernel';
import { runHandlers } from './handlers/runs';
import { settingsHandlers } from './handlers/settings';
import { setupHandlers } from './handlers/setups';
import { traceHandlers } from './handlers/traces';
import { transferHandlers } from './handlers/transfers';
import { viewerHandlers } from './handlers/viewers';

export const createHandlers = (parts: HandlerParts): Handlers => ({
  ...appHandlers(parts),
  ...doctorHandlers(parts),
  ...exportHandlers(parts),
  ...helperHandlers(parts),
  ...imageHandlers(parts),
  ...importHandlers(parts),
  ...kernelHandlers(parts),
  ...runHandlers(parts),
  ...traceHandlers(parts),
  ...viewerHandlers(parts),
  ...transferHandlers(parts),
  ...settingsHandlers(parts),
  ...setupHandlers(parts),
});
