import { Page } from '../patterns/Page.tsx';

export function LookUpPage() {
  return <Page title="LookUpPage">…</Page>;
}
