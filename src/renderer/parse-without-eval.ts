import { z } from 'zod';

// The content security policy forbids eval. Without this setting zod tries eval whenever an object schema is made, and each try is
// reported as a violation. electron.vite.config.ts keeps this module in zod's chunk, so that it runs before any schema is made.
z.config({ jitless: true });
