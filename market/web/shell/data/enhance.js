// Makes better what works without it: each thing is touched only when its code runs. Comments and indents do not travel.
{
const say = document.currentScript.dataset
const all = (chosen, inside = document) => [...inside.querySelectorAll(chosen)]
const made = (tag, given) => Object.assign(document.createElement(tag), given)
const button = (word, onclick) => made('button', { type: 'button', className: 'second', textContent: word, onclick })

// What was typed stays until it is answered, with the key it was sent under: what seemed lost and is sent again is one act.
// The place to keep it may be closed to us, or hold nothing. No password is kept; what is hidden has not changed.
const here = document.URL.split('#')[0]
const stored = act => { try { act(sessionStorage) } catch (e) {} }
const place = form => form.getAttribute('action')
const key = form => all('[name=key]', form)[0] || {}
const fields = form => all('input:not([type=password]):not([type=file]):not([autocomplete=one-time-code]),textarea', form)
const names = form => '' + fields(form).map(one => one.name)
const typed = one => (one.value != one.defaultValue || one.checked != one.defaultChecked) && [one.value, one.checked]
const keep = (form, sent) => stored(store =>
  store[place(form)] = JSON.stringify([sent && here, key(form).value, names(form), fields(form).map(typed)]))
const bring = form => stored(store => {
  const [sent, was, named, kept] = JSON.parse(store[place(form)])
  if (named != names(form)) return
  fields(form).forEach((one, n) => { if (kept[n]) [one.value, one.checked] = kept[n] })
  if (sent) key(form).value = was
})
// A page that follows the one where something was sent is the answer to it.
stored(store => Object.keys(store).forEach(name =>
  store[name].indexOf('["' + document.referrer + '"') || delete store[name]))
const forms = all('form[method=post]')
forms.forEach(bring)
addEventListener('input', ({ target: { form } }) => { if (forms.includes(form)) keep(form) })

// A button that was pressed says so, and is not pressed twice.
const busy = new Map(), drawing = new Map()
const wake = () => { busy.forEach(again => again()); busy.clear() }
const tell = made('p', { className: 'note wait', textContent: say.offline, role: 'alert' })
addEventListener('pageshow', wake)
addEventListener('submit', event => {
  const form = event.target, pressed = event.submitter || all('button', form)[0], drawn = drawing.get(form)
  if (!forms.includes(form)) return
  const isBusy = busy.has(form), isOff = !navigator.onLine
  if (isBusy || isOff || drawn) event.preventDefault()
  if (isBusy) return
  if (isOff) return form.prepend(tell)
  const inside = [...pressed.childNodes]
  pressed.textContent = say.sending
  busy.set(form, () => { pressed.textContent = ''; pressed.append(...inside) })
  setTimeout(wake, 2e4)
  if (drawn) drawn.then(() => { wake(); pressed.click() })
  else if (place(form) == '/sign-out') stored(store => store.clear())
  else keep(form, 1)
})

// A photo is drawn smaller before it travels. What cannot be drawn is sent as it is.
const MOST = 150000
const draw = async input => {
  const seen = await createImageBitmap(input.files[0], { imageOrientation: 'from-image' })
  let scale = Math.min(1, 1600 / Math.max(seen.width, seen.height)), drawn
  do {
    const paper = made('canvas', { width: seen.width * scale, height: seen.height * scale })
    paper.getContext('2d').drawImage(seen, 0, 0, paper.width, paper.height)
    drawn = await new Promise(done => paper.toBlob(done, 'image/jpeg', .7))
    scale *= .85
  } while (drawn.size > MOST)
  const taken = new DataTransfer()
  taken.items.add(new File([drawn], 'photo.jpg', { type: drawn.type }))
  input.files = taken.files
}
all('input[type=file]').forEach(input => input.onchange = () => {
  const file = input.files[0]
  if (file && file.size > MOST)
    drawing.set(input.form, draw(input).catch(() => 0).then(() => drawing.delete(input.form)))
})

// Copy, send on, listen: the button is there only where it works.
all('[data-give]').forEach(one => {
  const text = one.dataset.give
  const copy = button(say.copy, () => navigator.clipboard.writeText(text).then(() => copy.textContent = say.copied))
  if (navigator.clipboard) one.append(copy)
  if (navigator.share) one.append(button(say.share, () => navigator.share({ text }).catch(() => 0)))
})
const voices = window.speechSynthesis, now = all('.now')[0], lang = document.documentElement.lang
const listen = button(say.listen, () => {
  voices.cancel()
  voices.speak(Object.assign(new SpeechSynthesisUtterance(now.textContent), { lang }))
})
const offer = () => { if (voices.getVoices().some(one => !one.lang.indexOf(lang))) now.after(listen) }
if (voices && now) { offer(); voices.onvoiceschanged = offer }

// What is wrong is read first.
all('.wrong[role=alert]').forEach(one => { one.tabIndex = -1; one.focus() })
}
