import { Page } from '../patterns/Page.tsx';

export default function PreparePage() {
  return <Page title="PreparePage">…</Page>;
}
