import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { Element } from '../elements/element.tsx';

/** `actions` and `context_actions`: a row of things to press or choose. */
export const Actions = ({ block }: { block: Json }) => (
  <div className="row">
    {asList(block.elements)
      .filter(isJson)
      .map((element, index) => (
        <Element
          key={asText(element.action_id) || index}
          element={element}
          place={{ blockId: asText(block.block_id) }}
        />
      ))}
  </div>
);
