// Fetches a page with answers again when a browser brings it back from memory, after “Exit this page”.
addEventListener("pageshow", e => { if (e.persisted) location.replace(location.href) })
