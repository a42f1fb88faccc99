export type Service = 'table' | 'queue' | 'blob';

export type AccountCredential =
  | { readonly kind: 'key'; readonly accountName: string; readonly accountKey: string }
  | { readonly kind: 'sas'; readonly signature: string }
  | { readonly kind: 'identity'; readonly clientId: string | undefined };

export interface StorageAccount {
  /** Account name or host: what operators may see. */
  readonly target: string;
  /** Base URL of each service, without a slash at the end. */
  readonly endpoints: Readonly<Record<Service, string>>;
  readonly credential: AccountCredential;
}
