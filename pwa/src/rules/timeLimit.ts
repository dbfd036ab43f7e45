/** Which published time limit holds (api/catalogue/time_limits.py). Pure. */

interface Limit {
  channel: string;
  case: string | null;
  quantity: number | null;
}

/** The case's own in its channel, else that of the channel; a line without a number says that none is published. */
export function limitFor<L extends Limit>(limits: readonly L[], channel: string, chosen: string | null): L | undefined {
  const inChannel = limits.filter((limit) => limit.channel === channel);
  const own = chosen === null ? undefined : inChannel.find((limit) => limit.case === chosen);
  const found = own ?? inChannel.find((limit) => limit.case === null);
  return found?.quantity ? found : undefined;
}
