import { LIMITS_ENV } from '@core/limits';
import { patientMs } from '../../setup/patience';

/**
 * The product's limits in an emulated machine. It is slow, and slower on a busy host: an engine that made its first container
 * took more than 30 s, and Podman's service and the stop of a recording of the kernel more than their 15 and 20 s.
 */
export const GUEST_LIMITS: Readonly<Record<string, string>> = {
  [LIMITS_ENV]: JSON.stringify({
    engineCall: patientMs(150_000),
    engineAnswer: patientMs(90_000),
    serviceReady: patientMs(90_000),
    tracerCall: patientMs(90_000),
    tracerAnswer: patientMs(60_000),
    tracerReady: patientMs(60_000),
    tracerSilence: patientMs(60_000),
    monitorReport: patientMs(60_000),
    symbols: patientMs(300_000),
    undo: patientMs(90_000),
  }),
};
