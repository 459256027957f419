import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { Element } from '../elements/element.tsx';
import { Markdown } from '../text/markdown-view.tsx';
import { TextObject, wordsOf } from '../text/text-object.tsx';
import { Picture } from './picture.tsx';

export const Header = ({ block }: { block: Json }) => (
  <h3 className={`header level-${Number(block.level ?? 1)}`}>
    <TextObject text={block.text} />
  </h3>
);

export const Divider = () => <hr />;

export const Context = ({ block }: { block: Json }) => (
  <div className="context">
    {asList(block.elements)
      .filter(isJson)
      .map((element, index) => (
        <Element key={index} element={element} place={{ blockId: asText(block.block_id) }} />
      ))}
  </div>
);

export const ImageBlock = ({ block }: { block: Json }) => (
  <figure>
    {block.title !== undefined && <figcaption>{wordsOf(block.title)}</figcaption>}
    <Picture image={block} className="wide" />
  </figure>
);

export const MarkdownBlock = ({ block }: { block: Json }) => <Markdown text={asText(block.text)} />;

const levels: Record<string, string> = { info: 'Note', warning: 'Warning', error: 'Error', success: 'Done' };

export const Alert = ({ block }: { block: Json }) => {
  const level = asText(block.level) || 'default';
  return (
    <div className={`alert ${level}`} role="note">
      {levels[level] !== undefined && <strong>{levels[level]}: </strong>}
      <TextObject text={block.text} />
    </div>
  );
};
