import { post, toast } from './dom.js';

/** Enter sends, Shift+Enter breaks the line. A line that begins with `/` is a command, outside of threads. */
export function composer(form, at, threadTs) {
  const area = form.querySelector('textarea');
  const grow = () => {
    area.rows = Math.min(8, area.value.split('\n').length);
  };
  area.addEventListener('input', grow);
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (text === '') return;
    area.value = '';
    grow();
    const thread = threadTs();
    const isCommand = text.startsWith('/') && !thread;
    const outcome = await post(isCommand ? 'command' : 'message', {
      channel: at.channel,
      user: at.user,
      text,
      ...(thread && { threadTs: thread }),
    });
    if (!outcome.ok && !isCommand) toast(outcome.userSees ?? 'The message was not sent.');
  });
}
