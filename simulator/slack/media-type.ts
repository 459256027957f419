const types: Record<string, string> = {
  pdf: 'application/pdf',
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

export const mediaType = (name: string): string =>
  types[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
