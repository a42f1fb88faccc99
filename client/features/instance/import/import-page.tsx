import { useNavigate } from '@tanstack/react-router';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { FileChooser } from './file-chooser.tsx';
import { ImportedView } from './imported-view.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useImportedFile } from './use-imported-file.ts';

/** Shows a history out of a file, without any task hub. */
export function ImportPage() {
  const { data, error, isPending, mutate, reset } = useImportedFile();
  const navigate = useNavigate({ from: '/import' });
  const isOver = useFileDrop(mutate);

  function close(): void {
    reset();
    // What the address selected belongs to the file.
    void navigate({ search: {}, replace: true });
  }
  if (data !== undefined) return <ImportedView key={data.fileName} {...data} onClose={close} />;
  return (
    <>
      <h1 className="px-4 pt-3 text-lg font-semibold">Open a history file</h1>
      {error !== null && (
        <div className="px-4 pt-2">
          <ErrorNotice error={error} />
        </div>
      )}
      <FileChooser isOver={isOver} isReading={isPending} onFile={mutate} />
    </>
  );
}
