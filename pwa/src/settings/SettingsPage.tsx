import { Page } from '../patterns/Page.tsx';

export default function SettingsPage() {
  return <Page title="SettingsPage">…</Page>;
}
