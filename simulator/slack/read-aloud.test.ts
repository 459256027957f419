import { expect, test } from 'vitest';
import { createControlClient } from './control/client.ts';
import { rep, sales, workbench } from './test-simulator.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

test('the text instead of the blocks, then what the keyboard reaches, by its name', async () => {
  await using bench = await workbench();
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: 'seen, not read' } },
    { type: 'image', image_url: 'https://a.test/b.png', alt_text: 'Revenue by year' },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'a', text: plain('PDF'), accessibility_label: 'Make the one-pager' },
        { type: 'button', action_id: 'b', text: plain('Cancel') },
      ],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'c',
          positive_button: { text: plain('Good'), value: 'g', accessibility_label: 'This was useful' },
          negative_button: { text: plain('Bad'), value: 'b' },
        },
      ],
    },
  ];
  const sent = await bench.client.chat.postMessage({ channel: sales, text: 'Maersk: brief', blocks } as never);
  const threadTs = String(sent.ts);
  await bench.client.filesUploadV2({
    channel_id: sales,
    thread_ts: threadTs,
    content: 'x',
    filename: 'a.pdf',
    title: 'One-pager',
    alt_text: 'Maersk in one page',
  });
  await bench.client.chat.postEphemeral({ channel: sales, user: rep, text: 'only you' });
  const control = createControlClient(bench.simulator.url);
  const brief = ['Maersk: brief', 'Revenue by year', 'Make the one-pager', 'Cancel', 'This was useful', 'Bad'];
  const inChannel = await control.readAloud({ user: rep, channel: sales });
  expect(inChannel.map(({ lines }) => lines)).toEqual([brief, ['only you']]);
  expect(inChannel[0]?.from).toBe('Prospector');
  const inThread = await control.readAloud({ user: rep, channel: 'sales', threadTs });
  expect(inThread.map(({ lines }) => lines)).toEqual([brief, ['One-pager: Maersk in one page']]);
  await expect(control.readAloud({ user: rep, channel: 'deal-desk' })).rejects.toThrow('no such conversation');
});

test('blocks without text are read as what Slack puts there', async () => {
  await using bench = await workbench();
  const blocks = [{ type: 'section' as const, text: plain('x') }];
  await bench.client.apiCall('chat.postMessage', { channel: sales, blocks });
  const [spoken] = await bench.simulator.control.readAloud({ user: rep, channel: sales });
  expect(spoken?.lines).toEqual(["This content can't be displayed."]);
});
