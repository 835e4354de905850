/** The /48 of an IPv6 network, 65 536 of which one customer of a host may have; IPv4 networks are not given away so. */
export const siteOf = (network: string): string | undefined => {
  const site = /^([^:]*:[^:]*:[^:]*):[^:]*::\/64$/.exec(network)?.[1];
  return site && `${site}::/48`;
};

interface Window {
  max: number;
  windowSeconds: number;
}

/** One attacker must not use up what is counted for a whole agency: for the /48 that `network` is in, a fifth of it. */
export const siteLimits = (
  subject: string,
  network: string,
  { max, windowSeconds }: Window,
): (Window & { subject: string })[] => {
  const site = siteOf(network);
  return site === undefined
    ? []
    : [{ subject: `${subject}:${site}`, max: Math.ceil(max / 5), windowSeconds }];
};
