import { readFileSync } from "node:fs";
import { Upload } from "tus-js-client";
// tests/live/tusJsClient.ts
/**
* Sends one file by the tus-js-client of npm, then sends and takes back a small one:
* node tusJsClient.js ORIGIN TOKEN FILE CHUNK_BYTES
*
* Prints {"uploadId", "terminated": status of HEAD after the small one was taken back}.
*/
var [origin = "", token = "", path = "", chunk = ""] = process.argv.slice(2);
var endpoint = `${origin}/api/v1/uploads`;
var headers = { Authorization: `Bearer ${token}` };
function send(bytes, options) {
	return new Promise((resolve, reject) => {
		const upload = new Upload(bytes, {
			endpoint,
			headers,
			metadata: {
				filename: "Giấy chứng sinh.jpg",
				filetype: "image/jpeg"
			},
			retryDelays: Array.from({ length: 200 }, () => 20),
			onShouldRetry: () => true,
			onError: reject,
			onSuccess: () => resolve(upload.url ?? ""),
			...options
		});
		upload.start();
	});
}
var bytes = readFileSync(path);
var address = await send(bytes, { chunkSize: Number(chunk) });
var small = await send(bytes.subarray(0, 5e3), {
	uploadDataDuringCreation: true,
	chunkSize: 5e3
});
await Upload.terminate(small, {
	endpoint,
	headers,
	retryDelays: [
		20,
		20,
		20,
		20
	]
});
var tus = {
	...headers,
	"Tus-Resumable": "1.0.0"
};
var after = await fetch(small, {
	method: "HEAD",
	headers: tus
});
console.log(JSON.stringify({
	uploadId: address.split("/").pop(),
	terminated: after.status
}));
export {};
