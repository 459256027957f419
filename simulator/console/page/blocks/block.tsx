import { Component, type ComponentType, type ReactNode } from 'react';
import { asJson, asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { RichText } from '../text/rich-text.tsx';
import { Actions } from './actions.tsx';
import { Card, Carousel } from './card.tsx';
import { Container } from './container.tsx';
import { DataTable } from './data-table.tsx';
import { InputBlock } from './input-block.tsx';
import { Alert, Context, Divider, Header, ImageBlock, MarkdownBlock } from './plain-blocks.tsx';
import { Plan, TaskCard } from './plan.tsx';
import { Section } from './section.tsx';
import { Table } from './table.tsx';
import { Unknown } from './unknown.tsx';

export interface BlockProps {
  block: Json;
  /** Of a container: the blocks in it. */
  children?: ReactNode;
}

const kinds: Record<string, ComponentType<BlockProps>> = {
  actions: Actions,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: Actions,
  data_table: DataTable,
  divider: Divider,
  header: Header,
  image: ImageBlock,
  input: InputBlock,
  markdown: MarkdownBlock,
  plan: Plan,
  rich_text: RichText,
  section: Section,
  table: Table,
  task_card: TaskCard,
};

/** A block that cannot be drawn shows its JSON, never nothing. */
class Drawn extends Component<{ block: Json; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Unknown block={this.props.block} /> : this.props.children;
  }
}

/** Blocks are told apart by their places: an edit gives them new ids, and what stands open shall stay open. */
export const Blocks = ({ blocks }: { blocks: unknown }) =>
  asList(blocks).map((one, index) => {
    const block = isJson(one) ? one : asJson({ value: one });
    const type = asText(block.type);
    const Kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    return (
      <div key={index} className={`block block-${Kind ? type : 'unknown'}`}>
        <Drawn block={block}>
          {Kind ? (
            <Kind block={block}>{type === 'container' && <Blocks blocks={block.child_blocks} />}</Kind>
          ) : (
            <Unknown block={block} />
          )}
        </Drawn>
      </div>
    );
  });
