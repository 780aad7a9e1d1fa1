import type { HandlerContext, Handlers } from './handler-context';
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
import { traceViewHandlers } from './handlers/trace-view';
import { traceHandlers } from './handlers/traces';
import { transferHandlers } from './handlers/transfers';
import { viewerHandlers } from './handlers/viewers';

export const createHandlers = (context: HandlerContext): Handlers => ({
  ...appHandlers(context),
  ...doctorHandlers(context),
  ...exportHandlers(context),
  ...helperHandlers(context),
  ...imageHandlers(context),
  ...importHandlers(context),
  ...kernelHandlers(context),
  ...runHandlers(context),
  ...traceHandlers(context),
  ...traceViewHandlers(context),
  ...viewerHandlers(context),
  ...transferHandlers(context),
  ...settingsHandlers(context),
  ...setupHandlers(context),
});
