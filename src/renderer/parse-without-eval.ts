import { z } from 'zod';

// The content security policy forbids eval. zod would try it for every new schema, and the browser reports each try as a
// violation. So the page imports this module first.
z.config({ jitless: true });
