import { type KeyboardEvent, useRef } from 'react';
import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { Element } from '../elements/element.tsx';
import { TextObject } from '../text/text-object.tsx';
import { Picture } from './picture.tsx';

/** https://docs.slack.dev/reference/block-kit/blocks/card-block */
export const Card = ({ block }: { block: Json }) => {
  const actions = asList(block.actions).filter(isJson);
  return (
    <article className="card">
      {isJson(block.hero_image) && <Picture image={block.hero_image} className="hero" />}
      <div className="card-head">
        {isJson(block.icon) && <Picture image={block.icon} className="icon" />}
        <div>
          {isJson(block.title) && (
            <h4>
              <TextObject text={block.title} />
            </h4>
          )}
          {isJson(block.subtitle) && (
            <p className="sub">
              <TextObject text={block.subtitle} />
            </p>
          )}
        </div>
      </div>
      {isJson(block.body) && (
        <p>
          <TextObject text={block.body} />
        </p>
      )}
      {actions.length > 0 && (
        <div className="row">
          {actions.map((element, index) => (
            <Element key={index} element={element} place={{ blockId: asText(block.block_id) }} />
          ))}
        </div>
      )}
    </article>
  );
};

/** Cards side by side; arrow keys move it. */
export const Carousel = ({ block }: { block: Json }) => {
  const rail = useRef<HTMLDivElement>(null);
  const move = (direction: number) => rail.current?.scrollBy({ left: direction * 300, behavior: 'smooth' });
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined || event.target !== rail.current) return;
    event.preventDefault();
    move(direction);
  };
  const cards = asList(block.elements).filter(isJson);
  return (
    <div className="carousel">
      <div
        ref={rail}
        className="rail"
        role="group"
        aria-label={`${cards.length} cards`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {cards.map((card, index) => (
          <Card key={index} block={card} />
        ))}
      </div>
      {cards.length > 1 && (
        <div className="row end">
          <button type="button" className="button quiet" aria-label="Previous cards" onClick={() => move(-1)}>
            ‹
          </button>
          <button type="button" className="button quiet" aria-label="Next cards" onClick={() => move(1)}>
            ›
          </button>
        </div>
      )}
    </div>
  );
};
