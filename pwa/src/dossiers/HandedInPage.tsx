import { Page } from '../patterns/Page.tsx';

export default function HandedInPage() {
  return <Page title="HandedInPage">…</Page>;
}
