import { z } from 'zod';

// The content security policy forbids compiling text to code, which zod tries as soon as a schema is made.
z.config({ jitless: true });
