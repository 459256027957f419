import { asJson, asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { emojiOf } from './emoji.ts';
import type { Inline } from './inline.ts';
import { Inlines } from './inline-view.tsx';

const styles = [
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['strike', 'strike'],
  ['underline', 'underline'],
] as const;

function styled(element: Json, content: Inline): Inline {
  const style = asJson(element.style);
  const base: Inline = style.code === true && content.kind === 'text' ? { kind: 'code', text: content.text } : content;
  return styles.reduce<Inline>(
    (inner, [name, kind]) => (style[name] === true ? { kind, inside: [inner] } : inner),
    base,
  );
}

function inlineOf(element: Json): Inline {
  const text = asText(element.text);
  switch (element.type) {
    case 'text':
      return styled(element, { kind: 'text', text });
    case 'link': {
      const url = asText(element.url);
      return styled(element, { kind: 'link', url, label: [{ kind: 'text', text: text || url }] });
    }
    case 'emoji':
      return { kind: 'text', text: emojiOf(asText(element.name)) };
    case 'user':
      return { kind: 'user', id: asText(element.user_id) };
    case 'channel':
      return { kind: 'channel', id: asText(element.channel_id) };
    case 'usergroup':
      return { kind: 'live', name: asText(element.usergroup_id) };
    case 'broadcast':
      return { kind: 'live', name: asText(element.range) };
    case 'date':
      return {
        kind: 'text',
        text: asText(element.fallback) || new Date(Number(element.timestamp) * 1000).toLocaleString(),
      };
    default:
      return { kind: 'code', text: JSON.stringify(element) };
  }
}

const Group = ({ group }: { group: Json }) => {
  const elements = asList(group.elements).filter(isJson);
  const inside = <Inlines parts={elements.map(inlineOf)} />;
  switch (group.type) {
    case 'rich_text_list': {
      const List = group.style === 'ordered' ? 'ol' : 'ul';
      const start = Number(group.offset ?? 0) + 1;
      return (
        <List className={`indent-${Number(group.indent ?? 0)}`} {...(List === 'ol' && start > 1 && { start })}>
          {elements.map((item, index) => (
            <li key={index}>
              <Inlines parts={asList(item.elements).filter(isJson).map(inlineOf)} />
            </li>
          ))}
        </List>
      );
    }
    case 'rich_text_quote':
      return <blockquote>{inside}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inside}</pre>;
    case 'rich_text_section':
      return <div>{inside}</div>;
    default:
      return <pre>{JSON.stringify(group, null, 2)}</pre>;
  }
};

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const RichText = ({ block }: { block: unknown }) => (
  <div className="rich">
    {asList(asJson(block).elements)
      .filter(isJson)
      .map((group, index) => (
        <Group key={index} group={group} />
      ))}
  </div>
);
