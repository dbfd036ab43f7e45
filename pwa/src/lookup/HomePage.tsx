import { Page } from '../patterns/Page.tsx';

export function HomePage() {
  return <Page title="HomePage">…</Page>;
}
