import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { Element } from '../elements/element.tsx';
import { TextObject } from '../text/text-object.tsx';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const Section = ({ block }: { block: Json }) => {
  const fields = asList(block.fields);
  return (
    <div className="section">
      <div className="grow">
        {block.text !== undefined && (
          <div>
            <TextObject text={block.text} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={index}>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(block.accessory) && (
        <div className="accessory">
          <Element element={block.accessory} place={{ blockId: asText(block.block_id) }} />
        </div>
      )}
    </div>
  );
};
