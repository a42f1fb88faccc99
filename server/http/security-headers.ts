import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** `frameAncestors`: origins that may show this dashboard in a frame; none when empty. */
export function securityHeaders(frameAncestors: readonly string[]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // Dialogs insert style elements whose content changes from release to release.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': frameAncestors.length > 0 ? [...frameAncestors] : ["'none'"],
      },
    },
    // It cannot name origins and would contradict `frame-ancestors`.
    xFrameOptions: frameAncestors.length > 0 ? false : { action: 'deny' },
    // Plain HTTP on loopback is the normal case; TLS is the business of what stands in front.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
