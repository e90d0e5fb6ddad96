// “Keep the guides on this phone”: nothing is kept before the button is pressed, and nothing stays after
// the other one is. What to say stands in the page, in its language.
{
  const box = document.querySelector("[data-keep]"), [keep, remove] = box.querySelectorAll("button")
  const status = box.querySelector("[role=status]"), workers = navigator.serviceWorker
  let busy = false

  const areKept = async () => {
    const registration = await workers.getRegistration("/")
    return Boolean(registration?.active && (await caches.keys()).length)
  }

  const clear = async () => {
    for (const registration of await workers.getRegistrations()) await registration.unregister()
    for (const name of await caches.keys()) await caches.delete(name)
  }

  const settled = worker => new Promise(done => {
    const look = () => { if (["activated", "redundant"].includes(worker.state)) done() }
    worker.onstatechange = look
    look()
  })

  const fetchAll = async () => {
    await clear()
    const { installing, waiting, active } = await workers.register(box.dataset.keep, { scope: "/" })
    await settled(installing || waiting || active)
    if (await areKept()) return
    await clear() // part of them is no use, and she would not know that it is there
    throw new Error("not kept")
  }

  const onPress = (button, act, done) => {
    button.onclick = async () => {
      if (busy) return
      busy = true
      status.textContent = box.dataset.working
      const said = await act().then(() => done, () => "failed")
      status.textContent = box.dataset[said]
      busy = false
    }
  }

  const offer = async () => {
    onPress(keep, fetchAll, "kept")
    onPress(remove, clear, "removed")
    if (await areKept()) status.textContent = box.dataset.kept
    box.hidden = false
    document.querySelector("[data-without]").hidden = true
  }
  if (workers && window.caches) offer()
}
