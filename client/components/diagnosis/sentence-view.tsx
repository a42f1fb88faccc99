import type { Phrase, Sentence } from '../../../shared/contract/diagnosis.ts';
import { formatCount } from '../../lib/format-count.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { splitForMiddle, toVisibleText } from '../../lib/visible-text.ts';
import { ByteSizeText } from '../byte-size-text.tsx';
import { InstanceLink } from '../instance-link.tsx';
import { InstantText } from '../instant-text.tsx';

/** The rest of a longer name would hide the sentence. */
const nameTailLength = 80;

/** Any text that comes from the hub, apart from the words around it. */
function NameText({ name }: { name: string }) {
  const visible = toVisibleText(name);
  const { head, tail } = splitForMiddle(visible, nameTailLength);
  return (
    <bdi title={visible} className="font-mono text-sm wrap-anywhere whitespace-pre-wrap">
      {tail === '' ? head : `${head.slice(0, nameTailLength)}…${tail}`}
    </bdi>
  );
}

function PhraseView({ hub, phrase }: { hub: string; phrase: Phrase }) {
  if (typeof phrase === 'string') return phrase;
  switch (phrase.kind) {
    case 'instant':
      return <InstantText instant={phrase.at} as="compact" />;
    case 'duration':
      return (
        <span title={`${phrase.ms.toLocaleString('en-US')} ms`} className="whitespace-nowrap">
          {formatDuration(phrase.ms)}
        </span>
      );
    case 'count':
      return formatCount(phrase.count);
    case 'bytes':
      return <ByteSizeText sizeBytes={phrase.bytes} />;
    case 'instance':
      return (
        <InstanceLink
          hub={hub}
          instanceId={phrase.instanceId}
          isCopyable={false}
          className="items-baseline align-baseline text-accent [&_a]:underline"
        />
      );
    case 'name':
      return <NameText name={phrase.name} />;
  }
}

/** What was found out, in the reader's time zone, with links to the instances it names. */
export function SentenceView({ hub, sentence }: { hub: string; sentence: Sentence }) {
  return (
    <>
      {sentence.map((phrase, place) => (
        <PhraseView key={place} hub={hub} phrase={phrase} />
      ))}
    </>
  );
}
