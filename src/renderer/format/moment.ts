const dayAndTime = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
const withZone = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const timeOnly = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const readable = (iso: string): Date | null => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** Formats the local day and time. Returns the input if it is not a time. */
export const moment = (iso: string): string => {
  const date = readable(iso);
  return date ? dayAndTime.format(date) : iso;
};

/** Formats the full local time with its zone, for tooltips. */
export const momentInFull = (iso: string): string => {
  const date = readable(iso);
  return date ? withZone.format(date) : iso;
};

export const timeOfDay = (iso: string): string => {
  const date = readable(iso);
  return date ? timeOnly.format(date) : iso;
};

const hourAndMinuteOnly = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const hourAndMinute = (iso: string): string => {
  const date = readable(iso);
  return date ? hourAndMinuteOnly.format(date) : iso;
};
