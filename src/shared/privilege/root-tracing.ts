import { tracingCommandSchema } from '../tracing/tracing-command';

/**
 * Tracing commands that the helper accepts. They concern kernel sessions only, since the user's own daemon records userspace.
 */
export const rootTracingSchema = tracingCommandSchema
  .refine((command): boolean => !('session' in command) || command.session.endsWith('-k'), {
    message: 'the helper accepts only kernel sessions, with the name ct-RUNID-k',
    path: ['session'],
  })
  .refine((command): boolean => !('domain' in command) || command.domain === 'kernel', {
    message: 'the helper accepts only the kernel domain',
    path: ['domain'],
  })
  .refine((command): boolean => !('channel' in command) || command.channel === 'kernel', {
    message: 'the helper accepts only the channel kernel',
    path: ['channel'],
  })
  .refine((command): boolean => command.verb !== 'enable-events', {
    message: 'the helper records no userspace events',
    path: ['verb'],
  });
