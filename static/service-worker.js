// Shows the kept guides where there is no network. keep.js registers it, when a family asks for it.
// KEPT, written before these lines by portal/pages/offline.py, says where the copies come from.
const ours = `guides-${KEPT.version}`

// All copies come in one answer, made for everybody: no cookie goes along, nothing that a family sees comes in.
const keep = async () => {
  const answer = await fetch(KEPT.copies, { cache: "no-store", credentials: "omit" })
  if (!answer.ok) throw new Error("the copies did not come")
  const headers = new Headers(answer.headers) // what a page may load is in them
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name)
  headers.set("Content-Type", "text/html; charset=utf-8")
  const copies = await answer.json()
  const cache = await caches.open(ours)
  await Promise.all(Object.entries(copies).map(
    ([path, page]) => cache.put(path, new Response(page, { headers }))))
}

const drop = async unwanted => {
  const names = await caches.keys()
  await Promise.all(names.filter(unwanted).map(name => caches.delete(name)))
}

// A browser that does not know Clear-Site-Data would keep them otherwise.
const forget = async () => {
  await registration.unregister()
  await drop(() => true)
}

const instead = async path => {
  if (path === KEPT.exit) return Response.redirect(KEPT.leads_to, 303)
  return await caches.match(path) || await caches.match(KEPT.offline) || Response.error()
}

// When any word of the pages changes, this file does, and the browser installs it anew: the old copies go.
addEventListener("install", event => {
  skipWaiting()
  event.waitUntil(keep())
})

addEventListener("activate", event => {
  event.waitUntil(drop(name => name !== ours).then(() => clients.claim()))
})

// The network always goes first, and nothing that it brings is kept.
addEventListener("fetch", event => {
  const { method, mode, url } = event.request
  if (method !== "GET" || mode !== "navigate") return
  const path = new URL(url).pathname
  if (path === KEPT.exit || KEPT.cleared.includes(path)) event.waitUntil(forget())
  event.respondWith(fetch(event.request).catch(() => instead(path)))
})
