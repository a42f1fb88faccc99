import { BlockList, isIP } from 'node:net';

/** Which hosts messages may be sent to. */
export interface TargetHosts {
  /** `host` or `host:port`; `*.example.com` stands for every name below it. */
  readonly allowed: readonly string[];
  /** Messages may go to this machine, without TLS too; only the hosts that are listed. */
  readonly allowLoopback: boolean;
}

function listOf(...subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

const loopback = listOf('127.0.0.0/8', '::1/128');
const privateNets = listOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7');
/** No webhook lives there: metadata services of clouds, this network, multicast, reserved, tunnels that hide an address. */
const never = listOf(
  '0.0.0.0/8',
  '169.254.0.0/16',
  '168.63.129.16/32',
  '192.0.0.0/24',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  '2001::/32',
);

/** `::ffff:10.0.0.1` is 10.0.0.1, however it is written. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address;
  const normal = new URL(`http://[${address.split('%')[0] ?? ''}]/`).hostname.slice(1, -1);
  const mapped = /^::(?:ffff:)?([\da-f]{1,4}):([\da-f]{1,4})$/.exec(normal);
  if (mapped === null) return normal;
  const [high = 0, low = 0] = mapped.slice(1).map((part) => Number.parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** How the address is listed; `null` = it is not. */
function listingOf(url: URL, allowed: readonly string[]): 'by-name' | 'by-wildcard' | null {
  const host = hostOf(url);
  const name = `${isIP(host) === 6 ? `[${host}]` : host}${url.port === '' ? '' : `:${url.port}`}`;
  const entries = allowed.map((entry) => entry.toLowerCase());
  if (entries.includes(name)) return 'by-name';
  const isBelow = (entry: string) =>
    entry.startsWith('*.') && name.endsWith(entry.slice(1)) && isIP(host) === 0;
  return entries.some(isBelow) ? 'by-wildcard' : null;
}

function isLoopbackName(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && inList(loopback, host));
}

function inList(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Why nothing may be sent to the address, as far as it can be told without looking up its host; `null` = it may. */
export function refuseUrl(url: URL, { allowed, allowLoopback }: TargetHosts): string | null {
  const host = hostOf(url);
  const isLocal = allowLoopback && isLoopbackName(host);
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:'))
    return 'it must begin with https://';
  if (url.username !== '' || url.password !== '') return 'it must hold no user name and no password';
  const listing = listingOf(url, allowed);
  if (listing === null) return `alertTargets.allowedHosts does not list ${url.host}`;
  return isIP(host) === 0 ? null : refuseAddress(host, url, { allowed, allowLoopback });
}

/** Why nothing may be sent to an address that the host of the URL stands for; `null` = it may. */
export function refuseAddress(
  address: string,
  url: URL,
  { allowed, allowLoopback }: TargetHosts,
): string | null {
  const plain = unmapped(address);
  if (isIP(plain) === 0) return `${url.hostname} has no address`;
  if (inList(never, plain)) return `${url.hostname} leads to an address that no webhook has`;
  if (inList(loopback, plain)) return allowLoopback ? null : `${url.hostname} leads to this machine`;
  if (!inList(privateNets, plain) || listingOf(url, allowed) === 'by-name') return null;
  return `${url.hostname} leads into a private network, and alertTargets.allowedHosts does not list it by its whole name`;
}
