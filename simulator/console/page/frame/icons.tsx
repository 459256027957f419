/** Drawn, because not every machine has a typeface with pictures. */
export const Lock = () => (
  <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v7H3z" />
  </svg>
);

export const Thumb = ({ down = false }: { down?: boolean }) => (
  <svg className={`glyph ${down ? 'down' : ''}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d="M2 7h2.5v7H2zM4.5 7.5 7.5 2c1.2 0 1.8.9 1.5 2.2L8.5 6.5H13c.8 0 1.2.7 1 1.4l-1.4 5.2c-.2.6-.6.9-1.2.9H4.5" />
  </svg>
);
