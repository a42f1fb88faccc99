import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { securityHeaders, styleNonceOf } from './security-headers.ts';

function appFramedBy(...frameAncestors: string[]) {
  const app = express();
  app.use(securityHeaders(frameAncestors));
  app.get('/', (_request, response) => {
    response.send(styleNonceOf(response));
  });
  return app;
}

async function policyOf(app: express.Express) {
  const response = await request(app).get('/').expect(200);
  const policy = new Map<string, string>();
  for (const directive of response.get('content-security-policy')!.split(';')) {
    const [name = '', ...sources] = directive.trim().split(' ');
    policy.set(name, sources.join(' '));
  }
  return { policy, response };
}

it('nothing is allowed that is not named, and nothing inline', async () => {
  const { policy } = await policyOf(appFramedBy());
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  for (const name of ['object-src', 'frame-src', 'base-uri', 'frame-ancestors'])
    expect(policy.get(name), name).toBe("'none'");
  expect([...policy.values()].join()).not.toMatch(/unsafe|\*|https?:/);
});

it('texts cannot be made into markup or scripts', async () => {
  const { policy } = await policyOf(appFramedBy());
  expect(policy.get('require-trusted-types-for')).toBe("'script'");
  expect(policy.get('trusted-types')).toBe('default');
});

it('style elements need the nonce of their own answer', async () => {
  const app = appFramedBy();
  const [first, second] = [await policyOf(app), await policyOf(app)];
  expect(first.policy.get('style-src')).toBe(`'self' 'nonce-${first.response.text}'`);
  expect(first.response.text).not.toBe(second.response.text);
});

it('only configured pages frame it, and only they', async () => {
  const refused = await policyOf(appFramedBy());
  expect(refused.response.get('x-frame-options')).toBe('DENY');
  const { policy, response } = await policyOf(
    appFramedBy('https://portal.example', 'https://*.tools.example'),
  );
  expect(policy.get('frame-ancestors')).toBe('https://portal.example https://*.tools.example');
  expect(response.get('x-frame-options')).toBeUndefined();
});

it('pages of other sites share no process, no answers and no devices with it', async () => {
  const { response } = await policyOf(appFramedBy('https://portal.example'));
  expect(response.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(response.get('permissions-policy')).toContain('camera=()');
  expect(response.get('referrer-policy')).toBe('no-referrer');
});
