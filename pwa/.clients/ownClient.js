import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
// src/handin/nextMove.ts
var ABOUT_TIMING = [
	0,
	408,
	423,
	425,
	429
];
function moveAfter({ status, retryable }) {
	if (status >= 200 && status < 300) return "go_on";
	if (status === 401) return "sign_in";
	return ABOUT_TIMING.includes(status) || status >= 500 || retryable ? "retry" : "stuck";
}
/** An upload that the service does not know begins anew, one that stands elsewhere than we thought is asked for. */
function moveAfterUpload(answer) {
	if (answer.status === 404 || answer.status === 410) return "create_anew";
	return answer.status === 409 ? "ask_offset" : moveAfter(answer);
}
// src/api/csrf.ts
/** In a page from `document.cookie`, in a service worker from the cookie store where there is one (Chromium). */
async function csrfToken(name) {
	if (typeof document !== "undefined") return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1] ?? null;
	return (await globalThis.cookieStore?.get(name))?.value ?? null;
}
// src/api/request.ts
/**
* `fetch` to our service, in page and worker: patience, language, CSRF header, and a session that renews itself.
*
* An access token lives for minutes. When the service says it is over, it is renewed once and the request sent again;
* tabs take turns, because a refresh token used twice looks like theft.
*/
var PATIENCE_MS = 2e4;
var REFRESH_PATH = "/api/v1/auth/refresh";
var SAFE_METHODS = /* @__PURE__ */ new Set([
	"GET",
	"HEAD",
	"OPTIONS"
]);
/** 401 with another code (a wrong one-time code) says nothing about the session. */
var RENEWABLE = /* @__PURE__ */ new Set([
	"token_expired",
	"sign_in_required",
	"invalid_token"
]);
/**
* Rejects with TypeError or a DOMException when no answer came, as `fetch` does. The answer is here to its last byte:
* a body that stalls on the way is no answer either.
*/
async function request(request, options = {}) {
	const again = request.clone();
	const csrfBefore = await csrfToken("csrf_access_token");
	const response = await send(request, options);
	if (response.status !== 401 || !(request.method === "HEAD" || await isRenewable(response))) return response;
	return await renewSession(csrfBefore) ? send(again, options) : response;
}
async function send(request, { language = "vi", patienceMs = PATIENCE_MS }) {
	const headers = new Headers(request.headers);
	headers.set("Accept-Language", language);
	if (!SAFE_METHODS.has(request.method)) {
		const token = await csrfToken("csrf_access_token");
		if (token) headers.set("X-CSRF-TOKEN", token);
	}
	const [signal, release] = withPatience(request.signal, patienceMs);
	try {
		const response = await fetch(new Request(request, {
			headers,
			signal,
			credentials: "same-origin"
		}));
		const bytes = await response.arrayBuffer();
		return new Response(bytes.byteLength > 0 ? bytes : null, response);
	} finally {
		release();
	}
}
/** `AbortSignal.any` would say it in a line, but iOS 16 does not know it. */
function withPatience(outer, milliseconds) {
	const controller = new AbortController();
	const abort = () => controller.abort();
	const timer = setTimeout(abort, milliseconds);
	if (outer.aborted) abort();
	outer.addEventListener("abort", abort);
	const release = () => {
		clearTimeout(timer);
		outer.removeEventListener("abort", abort);
	};
	return [controller.signal, release];
}
async function isRenewable(response) {
	const body = await response.clone().json().catch(() => null);
	return RENEWABLE.has(body?.code ?? "");
}
/**
* True when there is a fresh access token now, from us or from another tab; false when the session is over. Rejects
* when nobody said so: a proxy whose service is away must not sign anybody out.
*/
async function renewSession(csrfBefore) {
	return navigator.locks.request("renew-session", async () => {
		if (await csrfToken("csrf_access_token") !== csrfBefore) return true;
		const token = await csrfToken("csrf_refresh_token");
		if (!token) return false;
		const response = await fetch(REFRESH_PATH, {
			method: "POST",
			headers: { "X-CSRF-TOKEN": token },
			credentials: "same-origin",
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		if (!response.ok && response.status !== 401 && response.status !== 403) throw new TypeError(`refresh: ${response.status}`);
		return response.ok;
	});
}
// src/handin/tus.ts
/**
* Sends one file, resumable: our own client for tus 1.0.0 over `fetch`, for pages and the service worker.
*
* After anything unclear the service is asked how much it has, so that no byte goes twice but those of a cut piece.
*/
var PATH = "/api/v1/uploads";
/** Small enough that a cut loses little and the bar moves on a slow network. */
var PIECE_BYTES = 262144;
/** A piece at 2G speed. */
var PIECE_PATIENCE_MS = 18e4;
/** An upload that disappears or disagrees again and again is left for later. */
var MOST_REPAIRS = 4;
/** Thrown for an answer that the sending of one file cannot deal with. */
var Refused = class extends Error {
	answer;
	fileId;
	constructor(answer, fileId) {
		super(answer.code);
		this.answer = answer;
		this.fileId = fileId;
	}
};
/**
* Asks the service for who handed it in, in the language they read: it refuses (`other_person`) when the session is
* somebody else's by now. No answer at all, and one that is no problem document (a proxy's page), are answers too.
*/
function askFor({ owner, language = "vi" }) {
	return async (path, init = {}, patienceMs = 3e4) => {
		const headers = {
			...init.headers,
			"X-Expected-Person": owner?.id ?? ""
		};
		try {
			const response = await request(new Request(location.origin + path, {
				...init,
				headers
			}), {
				patienceMs,
				language
			});
			const { ok, status, headers: answered } = response;
			const body = await response.json().catch(() => null);
			return {
				code: "unexpected",
				detail: "",
				...ok ? {} : body,
				status,
				headers: answered,
				body
			};
		} catch {
			return {
				status: 0,
				code: "no_answer",
				detail: ""
			};
		}
	};
}
/**
* `save` writes down what the service has and answers false when the file is no longer wanted: then the sending stops
* and the answer is false. Throws Refused.
*/
async function sendFile(ask, file, bytes, save) {
	let { uploadId, offset } = file;
	let unsure = true;
	for (let repairs = 0; !uploadId || offset < bytes.byteLength;) {
		const answer = await (!uploadId ? create(ask, file) : unsure ? tellOffset(ask, uploadId) : append(ask, uploadId, offset, bytes));
		const move = moveAfterUpload(answer);
		if (move === "go_on") {
			uploadId ??= answer.headers.get("Location").split("/").pop();
			offset = Number(answer.headers.get("Upload-Offset"));
			unsure = false;
			if (!await save({
				uploadId,
				offset
			})) return false;
		} else if ((move === "create_anew" || move === "ask_offset") && repairs++ < MOST_REPAIRS) {
			if (move === "create_anew") uploadId = null;
			unsure = true;
		} else throw new Refused({
			...answer,
			retryable: answer.retryable || repairs > 0
		}, file.id);
	}
	return true;
}
var VERSION = { "Tus-Resumable": "1.0.0" };
function create(ask, { name, mediaType, size }) {
	const metadata = `filename ${base64(name)},filetype ${base64(mediaType)}`;
	return ask(PATH, {
		method: "POST",
		headers: {
			...VERSION,
			"Upload-Length": `${size}`,
			"Upload-Metadata": metadata
		}
	});
}
async function tellOffset(ask, uploadId) {
	const answer = await ask(`${PATH}/${uploadId}`, {
		method: "HEAD",
		headers: VERSION
	});
	if (answer.status !== 401) return answer;
	const why = await ask("/api/v1/me");
	return why.status === 200 ? answer : why;
}
function append(ask, uploadId, offset, bytes) {
	const headers = {
		...VERSION,
		"Upload-Offset": `${offset}`,
		"Content-Type": "application/offset+octet-stream"
	};
	const body = bytes.slice(offset, offset + PIECE_BYTES);
	return ask(`${PATH}/${uploadId}`, {
		method: "PATCH",
		headers,
		body
	}, PIECE_PATIENCE_MS);
}
function base64(text) {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
// tests/live/ownClient.ts
/**
* Sends one file by our own client, as page and worker do, until it has arrived: node ownClient.js ORIGIN TOKEN PERSON FILE
*
* Prints {"uploadId", "tries"}. The outbox's back-off between tries is left out.
*/
var [origin = "", token = "", person = "", path = ""] = process.argv.slice(2);
var MOST_TRIES = 200;
Object.assign(globalThis, { location: { origin } });
var plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
	const request = new Request(input, init);
	request.headers.set("Authorization", `Bearer ${token}`);
	return plainFetch(request);
};
var bytes = new Uint8Array(readFileSync(path));
var file = {
	id: randomUUID(),
	paperId: "paper",
	name: "Giấy chứng sinh.jpg",
	mediaType: "image/jpeg",
	size: bytes.byteLength,
	sha256: createHash("sha256").update(bytes).digest("hex"),
	uploadId: null,
	offset: 0
};
var ask = askFor({
	owner: {
		id: person,
		phone: ""
	},
	language: "vi"
});
for (let tries = 1;; tries += 1) try {
	await sendFile(ask, file, bytes.buffer, async (known) => {
		file = {
			...file,
			...known
		};
		return true;
	});
	console.log(JSON.stringify({
		uploadId: file.uploadId,
		tries
	}));
	break;
} catch (error) {
	if (!(error instanceof Refused) || moveAfterUpload(error.answer) !== "retry" || tries >= MOST_TRIES) throw error;
	await new Promise((resolve) => setTimeout(resolve, 20));
}
export {};
