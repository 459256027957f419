import { asJson, asText } from '../../../slack/json.ts';
import { SafeLink } from '../text/safe-link.tsx';

/** Pictures that the page has itself. Those of the web are named and linked: the page asks no other server for anything. */
export const Picture = ({ image, className }: { image: unknown; className: string }) => {
  const { image_url, slack_file, alt_text } = asJson(image);
  const url = asText(image_url);
  const words = asText(alt_text) || 'image';
  const file = asText(asJson(slack_file).id);
  if (file !== '') return <img className={className} src={`/control/files/${encodeURIComponent(file)}`} alt={words} />;
  if (url.startsWith('data:image/')) return <img className={className} src={url} alt={words} />;
  return (
    <span className={`${className} missing`}>
      <SafeLink url={url}>{words}</SafeLink>
    </span>
  );
};
