import { asJson, asText } from '../../../slack/json.ts';
import { emojiOf } from './emoji.ts';
import { Inlines, Lines } from './inline-view.tsx';
import { parseMrkdwn } from './mrkdwn.ts';

const withEmoji = (text: string): string => text.replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name));

export const Mrkdwn = ({ text }: { text: string }) =>
  parseMrkdwn(text).map(({ quoted, inside }, index) =>
    quoted ? (
      <blockquote key={index}>
        <Inlines parts={inside} />
      </blockquote>
    ) : (
      <Inlines key={index} parts={inside} />
    ),
  );

/** `plain_text` or `mrkdwn`: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export const TextObject = ({ text }: { text: unknown }) => {
  const object = asJson(text);
  if (object.type === 'mrkdwn') return <Mrkdwn text={asText(object.text)} />;
  return <Lines text={object.emoji === false ? asText(object.text) : withEmoji(asText(object.text))} />;
};

/** The words of a text object, for names that cannot hold markup. */
export const wordsOf = (text: unknown): string => asText(asJson(text).text);
