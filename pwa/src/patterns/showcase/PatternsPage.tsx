import { Page } from '../Page.tsx';

export default function PatternsPage() {
  return <Page title="PatternsPage">…</Page>;
}
