// Shows the buttons for what only a script can do: the phone’s own ways to share, and the way to print.
{
  const offer = (name, possible, act) => {
    const button = document.querySelector(`[data-${name}]`)
    if (!button || !possible) return
    button.hidden = false
    button.onclick = act
  }
  offer("print", window.print, () => print())
  offer("share", navigator.share, e => {
    const { title, share } = e.currentTarget.dataset
    // Whoever changes her mind has shared nothing, and nothing is wrong.
    navigator.share({ title, url: share }).catch(() => {})
  })
}
