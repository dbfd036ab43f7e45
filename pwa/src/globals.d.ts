/** What the build knows: files to keep for use without a network, and a name for this build. */
declare const __KEPT_FILES__: readonly string[];
declare const __FILES_ON_USE__: Readonly<Record<string, readonly string[]>>;
declare const __BUILD__: string;
