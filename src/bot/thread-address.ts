/** Where a message is seen: on the workspace's own host where that is known, else through Slack's redirect. */
export const threadAddress = (
  team: string,
  teamDomain: string | undefined,
  { channel, ts = '' }: { channel: string; ts?: string | undefined },
): string =>
  teamDomain === undefined || !/^[a-z0-9-]+$/i.test(teamDomain)
    ? `https://slack.com/app_redirect?team=${team}&channel=${channel}&message_ts=${ts}`
    : `https://${teamDomain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
