import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../workspace/workspace.ts';

const kilobyte = 1024;
const sizeOf = (bytes: number): string =>
  bytes < kilobyte
    ? `${bytes} B`
    : bytes < kilobyte * kilobyte
      ? `${Math.round(bytes / kilobyte)} KB`
      : `${(bytes / kilobyte / kilobyte).toFixed(1)} MB`;

const canPreview = (mimetype: string): boolean => mimetype === 'application/pdf' || mimetype.startsWith('text/');

/** Chrome, Edge, Firefox and Safari say whether they show PDFs; a browser without a viewer would load it as a download. */
const shows = (mimetype: string): boolean => mimetype !== 'application/pdf' || navigator.pdfViewerEnabled !== false;

/** A shared file: what it is, a preview where the browser has one, and the file itself in a tab. */
export const FileCard = ({ id }: { id: string }) => {
  const { snapshot, place } = useWorkspace();
  const [open, setOpen] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const file = snapshot.files.find((one) => one.id === id);
  if (!file) return <div className="file gone">This file was deleted.</div>;
  const address = `${file.url}?${new URLSearchParams({ team: place.team })}`;
  const kind = (/\.([^.]+)$/.exec(file.name)?.[1] ?? 'file').toUpperCase();
  const isPicture = file.mimetype.startsWith('image/');
  return (
    <div ref={card} className={`file-place ${open ? 'open' : ''}`}>
      <div className="file">
        <span className={`kind ${kind.toLowerCase()}`} aria-hidden="true">
          {kind}
        </span>
        <span className="grow">
          <a href={address} target="_blank" rel="noopener" title={file.altText}>
            {file.title}
          </a>
          <small>
            {kind} · {sizeOf(file.size)}
          </small>
        </span>
        {canPreview(file.mimetype) && (
          <button type="button" className="button quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Close preview' : 'Preview'}
          </button>
        )}
      </div>
      {isPicture && <img className="wide" src={address} alt={file.altText ?? file.title} />}
      {open && shows(file.mimetype) && <iframe src={address} title={file.altText ?? file.title} />}
      {open && !shows(file.mimetype) && (
        <p className="no-viewer">
          This browser has no viewer for PDFs.{' '}
          <a href={address} target="_blank" rel="noopener">
            Open the file
          </a>{' '}
          in another program.
          {file.altText !== undefined && <small>{file.altText}</small>}
        </p>
      )}
    </div>
  );
};
