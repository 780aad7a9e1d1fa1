import { z } from 'zod';

// The policy forbids eval. zod would try it whenever a schema is made, and each try is reported as a violation: so this
// is the first thing that the page imports.
z.config({ jitless: true });
