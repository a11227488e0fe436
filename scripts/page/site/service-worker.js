// Keeps the files of one build, and answers from them alone: once they are there, this page asks the network for nothing.
const OURS = `maginfo ${self.registration.scope} `;
const BUILD = `${OURS}{build}`;
const FILES = {files};

self.addEventListener("install", (event) => {
  const wanted = Object.entries(FILES).map(([name, integrity]) => new Request(name, { cache: "no-cache", integrity }));
  event.waitUntil(caches.open(BUILD).then((cache) => cache.addAll(wanted)));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith(OURS) && name !== BUILD;
  const removed = caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))));
  event.waitUntil(removed.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const wanted = event.request.mode === "navigate" ? "./" : event.request;
  const kept = caches.open(BUILD).then((cache) => cache.match(wanted, { ignoreSearch: true, ignoreVary: true }));
  event.respondWith(kept.then((response) => response ?? Response.error()));
});
