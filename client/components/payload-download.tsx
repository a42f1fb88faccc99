import { Download } from 'lucide-react';
import { useState } from 'react';
import { downloadPayload } from '../../shared/contract/payloads.ts';
import { endpointUrl } from '../api/endpoint-url.ts';
import { saveText } from '../lib/save-text.ts';
import { Button } from './button.tsx';
import { longestReadChars } from './payload-opening.ts';
import type { PayloadSource } from './payload-queries.ts';
import { readFromServer, usePayloadReader } from './payload-reader.ts';

interface PayloadDownloadProps extends PayloadSource {
  what: string;
}

const look =
  'inline-flex h-7 w-7 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink';

/** The whole text as a file, as stored but for what is masked. */
export function PayloadDownload({ hub, instanceId, info, what }: PayloadDownloadProps) {
  const read = usePayloadReader();
  const [hasFailed, setHasFailed] = useState(false);
  const label = hasFailed ? `The ${what} could not be read` : `Download the ${what}`;
  if (read === readFromServer) {
    const href = endpointUrl(downloadPayload, { hub, instanceId }, { ref: info.ref, what });
    return (
      <a href={href} download aria-label={label} title={label} className={look}>
        <Download aria-hidden size={14} />
      </a>
    );
  }
  async function save(): Promise<void> {
    try {
      const place = { hub, instanceId, ref: info.ref };
      const { text } = await read(place, longestReadChars, new AbortController().signal);
      saveText(`${what}.txt`, text);
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    }
  }
  return <Button look="quiet" icon={Download} aria-label={label} title={label} onClick={() => void save()} />;
}
