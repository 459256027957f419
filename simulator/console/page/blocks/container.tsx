import type { ReactNode } from 'react';
import { isJson, type Json } from '../../../slack/json.ts';
import { RichText } from '../text/rich-text.tsx';
import { TextObject } from '../text/text-object.tsx';
import { Picture } from './picture.tsx';

/** A frame around blocks, which may fold. */
export const Container = ({ block, children }: { block: Json; children?: ReactNode }) => {
  const title = (
    <>
      {isJson(block.icon) && <Picture image={block.icon} className="icon" />}
      <strong>
        {isJson(block.rich_text_title) ? <RichText block={block.rich_text_title} /> : <TextObject text={block.title} />}
      </strong>
      {block.subtitle !== undefined && (
        <span className="sub">
          <TextObject text={block.subtitle} />
        </span>
      )}
    </>
  );
  const inside = <div className="inside">{children}</div>;
  const className = `container ${String(block.width ?? '')} ${block.has_header_divider === true ? 'divided' : ''}`;
  if (block.is_collapsible !== true) {
    return (
      <section className={className}>
        <div className="container-title">{title}</div>
        {inside}
      </section>
    );
  }
  return (
    <details className={className} open={block.default_collapsed !== true}>
      <summary>{title}</summary>
      {inside}
    </details>
  );
};
