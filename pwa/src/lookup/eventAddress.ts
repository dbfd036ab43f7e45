/** The page of a life event: its slug stands in api/catalogue/life_events.toml. */
export function eventAddress(slug: string): string {
  return `/viec-thuong-gap/${encodeURIComponent(slug)}`;
}
