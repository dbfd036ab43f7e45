import { Page } from '../patterns/Page.tsx';

export default function PublicOfficePage() {
  return <Page title="PublicOfficePage">…</Page>;
}
