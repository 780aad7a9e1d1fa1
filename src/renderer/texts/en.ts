import { detail } from './en/detail';
import { doctor } from './en/doctor';
import { frame } from './en/frame';
import { images } from './en/images';
import { parts } from './en/parts';
import { record } from './en/record';
import { recording } from './en/recording';
import { run } from './en/run';
import { traces } from './en/traces';

/** Every text of the window, in one place, so that translations can come. Text from the core (checks, steps, errors) is not here. */
export const texts = {
  views: { record: 'Record', traces: 'Traces', doctor: 'Doctor' },
  ...parts,
  detail,
  doctor,
  frame,
  images,
  record,
  recording,
  run,
  traces,
} as const;
