import { AppError } from '../../errors.ts';
import type { AccountCredential, Service, StorageAccount } from './storage-account.ts';

/** The emulator's published account: it protects nothing. */
const emulator = {
  accountName: 'devstoreaccount1',
  accountKey: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  ports: { blob: 10000, queue: 10001, table: 10002 },
};

type Settings = ReadonlyMap<string, string>;
/** Answers with the error; what it says never quotes the string. */
type Complain = (what: string) => AppError;

function readSettings(text: string, complain: Complain): Settings {
  const settings = new Map<string, string>();
  for (const part of text.split(';').map((item) => item.trim())) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals < 1) throw complain('has a part that is not of the form Name=Value');
    settings.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  return settings;
}

function emulatorAccount(settings: Settings, complain: Complain): StorageAccount {
  const proxy = (settings.get('developmentstorageproxyuri') ?? 'http://127.0.0.1').replace(/\/+$/, '');
  if (!URL.canParse(proxy)) throw complain('has a DevelopmentStorageProxyUri that is no URL');
  const endpoint = (service: Service) => `${proxy}:${emulator.ports[service]}/${emulator.accountName}`;
  return {
    target: emulator.accountName,
    endpoints: { table: endpoint('table'), queue: endpoint('queue'), blob: endpoint('blob') },
    credential: { kind: 'key', accountName: emulator.accountName, accountKey: emulator.accountKey },
  };
}

function endpointOf(service: Service, settings: Settings, complain: Complain): string {
  const name = `${service.charAt(0).toUpperCase()}${service.slice(1)}Endpoint`;
  const explicit = settings.get(name.toLowerCase());
  const accountName = settings.get('accountname');
  if (!explicit && !accountName) throw complain(`has neither AccountName nor ${name}`);
  const protocol = settings.get('defaultendpointsprotocol') ?? 'https';
  const suffix = settings.get('endpointsuffix') ?? 'core.windows.net';
  const url = explicit ?? `${protocol}://${String(accountName)}.${service}.${suffix}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw complain(explicit ? `has a ${name} that is no http address` : 'does not lead to a valid address');
  }
  return url.replace(/\/+$/, '');
}

function credentialOf(settings: Settings, complain: Complain): AccountCredential {
  const signature = settings.get('sharedaccesssignature');
  if (signature) return { kind: 'sas', signature: signature.replace(/^\?/, '') };
  const accountKey = settings.get('accountkey');
  const accountName = settings.get('accountname');
  if (!accountKey) throw complain('has neither AccountKey nor SharedAccessSignature');
  if (!accountName) throw complain('has an AccountKey but no AccountName');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(accountKey)) throw complain('has an AccountKey that is not Base64');
  return { kind: 'key', accountName, accountKey };
}

export function parseConnectionString(connection: string, text: string): StorageAccount {
  const complain: Complain = (what) =>
    new AppError('invalid-request', `The connection string of "${connection}" ${what}.`);
  const settings = readSettings(text, complain);
  if (settings.get('usedevelopmentstorage')?.toLowerCase() === 'true') {
    return emulatorAccount(settings, complain);
  }
  const credential = credentialOf(settings, complain);
  const endpoints = {
    table: endpointOf('table', settings, complain),
    queue: endpointOf('queue', settings, complain),
    blob: endpointOf('blob', settings, complain),
  };
  return {
    target: settings.get('accountname') ?? new URL(endpoints.table).host,
    endpoints,
    credential,
  };
}
