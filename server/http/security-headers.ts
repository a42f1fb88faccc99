import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const nonces = new WeakMap<ServerResponse, string>();

/** Marks the style elements of one answer as the server's own. */
export function styleNonceOf(response: ServerResponse): string {
  const known = nonces.get(response) ?? randomBytes(16).toString('base64');
  nonces.set(response, known);
  return known;
}

/** What no page here uses, for it and for whatever it might show. */
const unusedFeatures = [
  ...['camera', 'microphone', 'geolocation', 'display-capture', 'payment'],
  ...['usb', 'serial', 'hid', 'midi'],
];
const permissionsPolicy = unusedFeatures.map((feature) => `${feature}=()`).join(', ');

const sayPermissions: RequestHandler = (_request, response, next) => {
  response.setHeader('permissions-policy', permissionsPolicy);
  next();
};

/** `frameAncestors`: origins that may show this dashboard in a frame; none when empty. */
export function securityHeaders(frameAncestors: readonly string[]): RequestHandler[] {
  const others = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // Dialogs insert a style element whose content depends on the width of scroll bars, so no hash fits it.
        'style-src': ["'self'", (_request, response) => `'nonce-${styleNonceOf(response)}'`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'object-src': ["'none'"],
        'frame-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': frameAncestors.length > 0 ? [...frameAncestors] : ["'none'"],
        // Texts become markup nowhere, and scripts come from this site only: `client/lib/own-scripts.ts`.
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ['default'],
      },
    },
    // It cannot name origins and would contradict `frame-ancestors`.
    xFrameOptions: frameAncestors.length > 0 ? false : { action: 'deny' },
    // Plain HTTP on loopback is the normal case; TLS is the business of what stands in front.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  return [others, sayPermissions];
}
