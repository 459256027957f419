import { Inlines } from './inline-view.tsx';
import { type MarkdownPart, parseMarkdown } from './markdown.ts';

const headings = ['h3', 'h3', 'h4', 'h5', 'h6', 'h6'] as const;

const Part = ({ part }: { part: MarkdownPart }) => {
  switch (part.kind) {
    case 'heading': {
      const Heading = headings[part.level - 1] ?? 'h6';
      return (
        <Heading>
          <Inlines parts={part.inside} />
        </Heading>
      );
    }
    case 'list': {
      const List = part.ordered ? 'ol' : 'ul';
      return (
        <List>
          {part.items.map((item, index) => (
            <li key={index}>
              <Inlines parts={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return (
        <blockquote>
          <Inlines parts={part.inside} />
        </blockquote>
      );
    case 'paragraph':
      return (
        <p>
          <Inlines parts={part.inside} />
        </p>
      );
    case 'pre':
      return <pre>{part.text}</pre>;
    case 'rule':
      return <hr />;
  }
};

export const Markdown = ({ text }: { text: string }) => (
  <div className="markdown">
    {parseMarkdown(text).map((part, index) => (
      <Part key={index} part={part} />
    ))}
  </div>
);
