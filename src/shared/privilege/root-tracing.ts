import { tracingCommandSchema } from '../tracing/tracing-command';

/**
 * What the helper does for the tracer: the kernel's sessions alone. Userspace is recorded by the user's own daemon, so that
 * no command of that domain has anything to look for on root's.
 */
export const rootTracingSchema = tracingCommandSchema
  .refine((command): boolean => !('session' in command) || command.session.endsWith('-k'), {
    message: "the helper drives sessions of the kernel's alone: ct-RUNID-k",
    path: ['session'],
  })
  .refine((command): boolean => !('domain' in command) || command.domain === 'kernel', {
    message: "the helper sets up the kernel's domain alone",
    path: ['domain'],
  })
  .refine((command): boolean => !('channel' in command) || command.channel === 'kernel', {
    message: "the kernel's channel is kernel",
    path: ['channel'],
  })
  .refine((command): boolean => command.verb !== 'enable-events', {
    message: 'userspace is recorded by a daemon of your own',
    path: ['verb'],
  });
