const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The empty page; everything in it is filled in by page/main.tsx. */
export const shell = (teamName: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(teamName)}</title>
<link rel="stylesheet" href="/console/page.css">
<script type="module" src="/console/page.js"></script>
</head>
<body>
<div id="page"><p class="loading" role="status">Opening the workspace…</p></div>
<noscript>The page of the workspace needs JavaScript.</noscript>
</body>
</html>
`;
