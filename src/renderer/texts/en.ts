import { compare } from './en/compare';
import { detail } from './en/detail';
import { doctor } from './en/doctor';
import { frame } from './en/frame';
import { images } from './en/images';
import { imports } from './en/imports';
import { palette } from './en/palette';
import { parts } from './en/parts';
import { record } from './en/record';
import { recording } from './en/recording';
import { run } from './en/run';
import { settings } from './en/settings';
import { traceFrame } from './en/trace-frame';
import { traceProcess } from './en/trace-process';
import { traceTabs } from './en/trace-tabs';
import { traceTimeline } from './en/trace-timeline';
import { traces } from './en/traces';
import { transfers } from './en/transfers';
import { viewers } from './en/viewers';
import { longer } from './pseudo';

const english = {
  views: { record: 'Record', traces: 'Traces', trace: 'Trace', doctor: 'Doctor', settings: 'Settings' },
  ...parts,
  compare,
  detail,
  doctor,
  frame,
  imports,
  palette,
  images,
  record,
  recording,
  run,
  settings,
  traceProcess,
  traceFrame,
  traceTimeline,
  traces,
  traceTabs,
  transfers,
  viewers,
} as const;

/** Requested by main if the app runs from its sources (CONTAINERS_TRACE_LONG_TEXTS). */
const wantsLonger = typeof location === 'object' && new URLSearchParams(location.search).has('long-texts');

/** All texts of the window, in one place, so that they can be translated. Texts of the core (checks, steps, errors) are not here. */
export const texts = wantsLonger ? longer(english) : english;
