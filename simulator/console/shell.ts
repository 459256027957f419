const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The empty page; everything in it is filled in by static/app.js. */
export const shell = (teamName: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(teamName)}</title>
<link rel="stylesheet" href="/console/base.css">
<link rel="stylesheet" href="/console/layout.css">
<link rel="stylesheet" href="/console/blocks.css">
<script type="module" src="/console/app.js"></script>
</head>
<body>
<nav class="side" aria-label="Conversations">
  <header><h1>${escaped(teamName)}</h1><p id="connection" role="status">connecting…</p></header>
  <label class="viewer">Signed in as <select id="viewer"></select></label>
  <div id="channels"></div>
  <footer>Simulated workspace on this machine. Nothing here reaches Slack.</footer>
</nav>
<main class="channel" aria-label="Channel">
  <header><h2 id="title"></h2><p id="topic"></p><span class="grow"></span><button id="invite" type="button" hidden>Invite the app</button><button id="inspect" type="button" aria-expanded="false">Requests</button></header>
  <div id="messages" class="messages" tabindex="0"></div>
  <form id="composer" class="composer"><textarea rows="1" aria-label="Message" placeholder="Message, or /prospect Maersk"></textarea><button type="submit">Send</button></form>
</main>
<aside id="thread" class="thread" aria-label="Thread" hidden>
  <header><h2>Thread</h2><span class="grow"></span><button id="close-thread" type="button" aria-label="Close thread">✕</button></header>
  <div id="replies" class="messages" tabindex="0"></div>
  <form id="reply" class="composer"><textarea rows="1" aria-label="Reply" placeholder="Reply…"></textarea><button type="submit">Send</button></form>
</aside>
<aside id="log" class="log" aria-label="Requests" hidden>
  <header><h2>Requests</h2><span class="grow"></span><button id="close-log" type="button" aria-label="Close requests">✕</button></header>
  <div id="entries"></div>
</aside>
<div id="modal-place"></div>
<div id="toasts" role="status" aria-live="polite"></div>
</body>
</html>
`;
