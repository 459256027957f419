import { useState } from 'react';
import { asList, asText, type Json } from '../../../slack/json.ts';
import { type Place, useSurface } from './surface.ts';
import { useValue } from './use-value.ts';
import { listOf } from './value.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
export const FileInput = ({ element, place, id }: { element: Json; place: Place; id: string }) => {
  const { upload } = useSurface();
  const { value, change } = useValue(element, place);
  const [names, setNames] = useState<string[]>([]);
  const kinds = asList(element.filetypes).map((kind) => `.${asText(kind)}`);
  const add = async (files: File[]) => {
    if (!upload) return;
    const ids = await Promise.all(files.map(upload));
    setNames([...names, ...files.map((file) => file.name)]);
    change([...listOf(value), ...ids]);
  };
  return (
    <div className="file-input">
      <input
        id={id}
        type="file"
        multiple={Number(element.max_files ?? 10) > 1}
        {...(kinds.length > 0 && { accept: kinds.join(',') })}
        onChange={(event) => void add([...(event.target.files ?? [])])}
      />
      {names.map((name) => (
        <span key={name} className="chip">
          {name}
        </span>
      ))}
    </div>
  );
};
