import { createContext, useContext } from 'react';
import { readPayload, type Payload } from '../../shared/contract/payloads.ts';
import { callEndpoint } from '../api/call-endpoint.ts';

interface PayloadPlace {
  readonly hub: string;
  readonly instanceId: string;
  readonly ref: string;
}

export type PayloadReader = (place: PayloadPlace, maxChars: number, signal: AbortSignal) => Promise<Payload>;

export const readFromServer: PayloadReader = ({ hub, instanceId, ref }, maxChars, signal) =>
  callEndpoint(readPayload, { params: { hub, instanceId }, query: { ref, maxChars } }, signal);

/** Where payload texts come from: the server, or the memory of this page when the history was imported. */
export const PayloadReaderContext = createContext<PayloadReader>(readFromServer);

export function usePayloadReader(): PayloadReader {
  return useContext(PayloadReaderContext);
}
