import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { brief, plan, run, stage } from '../../../../src/bot/fixtures/maersk.ts';
import { anchorView } from '../../../../src/bot/views/anchor.ts';
import { assetMessages } from '../../../../src/bot/views/asset-message.ts';
import { modalView } from '../../../../src/bot/views/modal.ts';
import { sourcesView } from '../../../../src/bot/views/sources-modal.ts';
import { summaryView } from '../../../../src/bot/views/summary.ts';
import { exportForm, feedbackForm, rerunForm, verticalForm } from '../../../../src/bot/views/thread-forms.ts';
import { useCasesView } from '../../../../src/bot/views/use-cases.ts';
import { whyView } from '../../../../src/bot/views/why-modal.ts';
import { validateBlocks } from '../../../slack/blocks/validate-blocks.ts';
import { asList } from '../../../slack/json.ts';
import { NamesContext } from '../workspace/names.ts';
import { Blocks } from './block.tsx';
import { catalogue } from './fixtures/catalogue.ts';

const names = {
  users: [{ id: 'U1', name: 'Rep' }],
  channels: [{ id: 'C1', name: 'sales' }],
};
const drawn = (...blocks: unknown[]): string =>
  renderToStaticMarkup(
    <NamesContext value={names}>
      <Blocks blocks={blocks} />
    </NamesContext>,
  );

describe('a block of every kind', () => {
  it.each(catalogue.map((entry) => [`${entry.block.type} ${JSON.stringify(entry.block).length}`, entry] as const))(
    'draws %s',
    (_name, { surface, block, words }) => {
      expect(validateBlocks([block], surface)).toEqual([]);
      const html = drawn(block);
      for (const word of words) expect(html).toContain(word);
      expect(html).not.toContain('unknown');
    },
  );

  it('begins menus, boxes and fields with what they begin with', () => {
    const html = drawn(...catalogue.filter(({ block }) => block.type === 'input').map(({ block }) => block));
    for (const value of ['Option two', 'value="#sales"', 'Rep', 'value="09:30"', 'value="7"'])
      expect(html).toContain(value);
    expect(html.match(/checked=""/g)).toHaveLength(2);
  });

  it('gives every field a name', () => {
    const html = drawn(...catalogue.map(({ block }) => block));
    const ids = new Set([...html.matchAll(/ for="([^"]+)"/g)].map(([, id]) => id));
    const nameless = [...html.matchAll(/<(?:input|textarea)([^>]*)>/g)]
      .map(([, attributes = '']) => attributes)
      .filter((attributes) => !/type="(?:radio|checkbox)"/.test(attributes))
      .filter((attributes) => !/aria-label/.test(attributes) && !ids.has(/ id="([^"]+)"/.exec(attributes)?.[1]));
    expect(nameless).toEqual([]);
  });
});

describe('what is not known or not to be trusted', () => {
  it('shows a block that it does not know as JSON', () => {
    expect(drawn({ type: 'hologram', secret: 'shown' })).toContain('&quot;secret&quot;: &quot;shown&quot;');
    expect(drawn('no block at all')).toContain('no block at all');
    expect(drawn({ type: 'actions', elements: [{ type: 'dial', action_id: 'x' }] })).toContain('dial');
    const group = { type: 'rich_text', elements: [{ type: 'rich_text_spiral', elements: [] }] };
    expect(drawn(group)).toContain('rich_text_spiral');
  });

  it('keeps foreign text text, and opens only addresses of the web', () => {
    const hostile = '<img src=x onerror="alert(1)"> <javascript:alert(1)|click> <!channel> <data:text/html,x|y>';
    const html = drawn(
      { type: 'section', text: { type: 'mrkdwn', text: hostile } },
      {
        type: 'markdown',
        text: `${hostile}\n\n[link](javascript:alert(1)) ![p](https://a.example/p.png)\n\n<script>x</script>`,
      },
      { type: 'header', text: { type: 'plain_text', text: hostile } },
      { type: 'image', image_url: 'javascript:alert(1)', alt_text: hostile },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'go' }] }],
      },
    );
    expect(html).not.toMatch(/<(?:img|script)/);
    expect(html).not.toMatch(/(?:href|src)="(?!https:)/);
    expect(html).toContain('click');
  });

  it('asks no other server for a picture', () => {
    expect(drawn({ type: 'image', image_url: 'https://tracker.example/a.gif', alt_text: 'Logo' })).not.toContain(
      '<img',
    );
  });
});

describe('what the app sends', () => {
  const metadata = { run: run.id };
  const stages = plan.map((id) => stage(id, 'done', 'A line'));
  const views: [string, { blocks?: unknown } | undefined][] = [
    ['the anchor', anchorView({ run, plan, stages, brief })],
    ['the summary', summaryView(brief)],
    ['the use cases', useCasesView(brief)],
    ['the form', modalView({ metadata: '{}', mode: 'standard', place: 'C1' })],
    ['the sources', sourcesView(brief, metadata)],
    ['why', whyView(brief, metadata)],
    ['the vertical', verticalForm(metadata, undefined)],
    ['the export', exportForm(metadata)],
    ['the feedback', feedbackForm(metadata)],
    ['the next iteration', rerunForm(metadata, 'Maersk', 'standard')],
    ...assetMessages(brief).map(({ place, content }): [string, { blocks?: unknown }] => [place, content]),
  ];
  it.each(views)('draws %s', (_name, view) => {
    const html = drawn(...asList(view?.blocks));
    expect(html.length).toBeGreaterThan(200);
    expect(html).not.toContain('unknown"');
  });
});
