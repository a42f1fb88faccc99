import { describe, expect, it } from 'vitest';
import { refuseAddress, refuseUrl } from './target-hosts.ts';

const hosts = {
  allowed: ['hooks.example.com', '*.logic.azure.com', 'internal.example.com:8443', '10.1.2.3', '[fd00::1]'],
  allowLoopback: false,
};
const local = { allowed: ['127.0.0.1:9000', 'localhost:9000', '[::1]:9000'], allowLoopback: true };

describe('an address', () => {
  it.each([
    'https://hooks.example.com/x',
    'https://HOOKS.example.com./x',
    'https://prod-1.westeurope.logic.azure.com/workflows/1',
    'https://internal.example.com:8443/x',
    'https://10.1.2.3/x',
    'https://[fd00::1]/x',
  ])('%s is let through', (url) => {
    expect(refuseUrl(new URL(url), hosts)).toBeNull();
  });

  it.each([
    ['http://hooks.example.com/x', 'https://'],
    ['ftp://hooks.example.com/x', 'https://'],
    ['https://me:secret@hooks.example.com/x', 'user name'],
    ['https://hooks.example.com:8443/x', 'does not list'],
    ['https://internal.example.com/x', 'does not list'],
    ['https://logic.azure.com/x', 'does not list'],
    ['https://evil-logic.azure.com/x', 'does not list'],
    ['https://hooks.example.com.evil.org/x', 'does not list'],
    ['https://evil.org/hooks.example.com', 'does not list'],
    ['https://evil.org#hooks.example.com', 'does not list'],
    ['https://10.1.2.4/x', 'does not list'],
    ['https://127.0.0.1/x', 'does not list'],
    ['https://2130706433/x', 'does not list'],
    ['https://0x7f.1/x', 'does not list'],
    ['https://[::ffff:127.0.0.1]/x', 'does not list'],
    ['https://169.254.169.254/metadata', 'does not list'],
  ])('%s is refused', (url, why) => {
    expect(refuseUrl(new URL(url), hosts)).toContain(why);
  });

  it('of this machine is let through only where that is configured', () => {
    for (const url of [
      'http://127.0.0.1:9000/x',
      'http://localhost:9000/',
      'http://[::1]:9000/',
      'https://127.0.0.1:9000/',
    ])
      expect(refuseUrl(new URL(url), local), url).toBeNull();
    expect(refuseUrl(new URL('http://127.0.0.1:9000/x'), { ...local, allowLoopback: false })).not.toBeNull();
    expect(refuseUrl(new URL('https://127.0.0.1:9000/x'), { ...local, allowLoopback: false })).not.toBeNull();
  });

  it('that is listed is refused all the same where no webhook can be', () => {
    const listed = { allowed: ['169.254.169.254', '168.63.129.16', '0.0.0.0'], allowLoopback: true };
    for (const host of listed.allowed)
      expect(refuseUrl(new URL(`https://${host}/`), listed), host).toContain('no webhook');
  });
});

describe('what a name stands for', () => {
  const byName = new URL('https://hooks.example.com/x');
  const byWildcard = new URL('https://a.logic.azure.com/x');

  it.each(['93.184.216.34', '2606:2800:220:1::1'])('%s is let through', (address) => {
    expect(refuseAddress(address, byName, hosts)).toBeNull();
    expect(refuseAddress(address, byWildcard, hosts)).toBeNull();
  });

  it.each([
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fd12::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
  ])('%s is private: only for a host that is listed by its whole name', (address) => {
    expect(refuseAddress(address, byName, hosts)).toBeNull();
    expect(refuseAddress(address, byWildcard, hosts)).toContain('private network');
  });

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '::',
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'nonsense',
  ])('%s is let through for nobody', (address) => {
    expect(refuseAddress(address, byName, hosts)).not.toBeNull();
  });
});
