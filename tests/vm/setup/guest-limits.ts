import { LIMITS_ENV } from '@core/limits';

/**
 * The product's limits in an emulated machine. It is slow, and slower on a busy host: an engine that made its first container
 * took more than 30 s, and Podman's service and the stop of a recording of the kernel more than their 15 and 20 s.
 */
export const GUEST_LIMITS: Readonly<Record<string, string>> = {
  [LIMITS_ENV]: JSON.stringify({
    engineCall: 150_000,
    engineAnswer: 90_000,
    serviceReady: 90_000,
    tracerCall: 90_000,
    tracerAnswer: 60_000,
    tracerReady: 60_000,
    tracerSilence: 60_000,
    undo: 90_000,
  }),
};
