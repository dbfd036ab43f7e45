import { Page } from '../patterns/Page.tsx';

export default function InboxPage() {
  return <Page title="InboxPage">…</Page>;
}
