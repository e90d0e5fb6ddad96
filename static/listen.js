// “Listen”: a voice of this device reads the page; what other voices read goes to somebody’s server.
// Without one for the language of the page the button stays hidden.
{
  const button = document.querySelector("[data-listen]"), label = button.textContent
  const speech = window.speechSynthesis, language = tag => tag.split(/[-_]/)[0].toLowerCase()
  let left = [], spoken

  const voice = () => {
    const ours = speech.getVoices().filter(
      v => v.localService === true && language(v.lang) === language(document.documentElement.lang))
    return ours.find(v => v.default) || ours[0]
  }

  const stop = () => {
    spoken = null
    speech.cancel()
    button.textContent = label
  }

  // One passage at a time: some browsers fall silent in the middle of a long text.
  const next = () => {
    const passage = left.shift(), local = voice()
    if (!passage || !local) return stop()
    const words = spoken = new SpeechSynthesisUtterance(passage.innerText)
    words.voice = local
    words.lang = local.lang
    words.onend = words.onerror = () => { if (spoken === words) next() }
    speech.speak(words)
  }

  button.onclick = () => {
    if (spoken) return stop()
    // What is only for paper has no place on the screen, and so no rectangles.
    left = [...document.querySelectorAll("h1,h2,h3,p,li,th,td,dt,dd")].filter(e =>
      e.closest("h1,[data-read]") && !e.closest(".small,.screen,details:not([open])")
      && !e.querySelector("p") && e.getClientRects().length)
    button.textContent = button.dataset.stop
    next()
  }

  const offer = () => { button.hidden = !voice() }
  if (speech) {
    offer()
    speech.onvoiceschanged = offer
    addEventListener("pagehide", stop)
  }
}
