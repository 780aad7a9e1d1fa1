import type { TraceTab } from '@shared/trace-view/trace-place';
import type { ComponentType } from 'react';
import { CompareTab } from './compare/CompareTab';
import { EventsTab } from './events/EventsTab';
import { FunctionsTab } from './functions/FunctionsTab';
import { InsightsTab } from './insights/InsightsTab';
import { TimelineTab } from './timeline/TimelineTab';

/** The content of each tab. It uses useTrace(), and is shown once the facts are known. */
export const TABS: Record<TraceTab, ComponentType> = {
  insights: InsightsTab,
  timeline: TimelineTab,
  functions: FunctionsTab,
  events: EventsTab,
  compare: CompareTab,
};
