import { Page } from '../patterns/Page.tsx';

export default function TrackingPage() {
  return <Page title="TrackingPage">…</Page>;
}
