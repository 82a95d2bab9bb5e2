// Makes better what works without it: each thing is touched only when its code runs. Comments and what only spaces it do not travel.
{
const say = document.currentScript.dataset,
  all = (chosen, inside = document) => [...inside.querySelectorAll(chosen)],
  made = (tag, given) => Object.assign(document.createElement(tag), given),
  button = (word, onclick) => made('button', { type: 'button', className: 'second', textContent: word, onclick })

// What was typed stays until it is answered, with the key it was sent under: what seemed lost and is sent again is one act.
// The place to keep it may be closed to us, or hold nothing. No password is kept; what is hidden has not changed.
const stored = act => { try { act(sessionStorage) } catch (e) {} },
  place = form => form.getAttribute('action'),
  fields = form => all('input:not([type=password]):not([type=file]):not([autocomplete=one-time-code]),textarea', form),
  names = form => '' + fields(form).map(one => one.name),
  typed = one => (one.value != one.defaultValue || one.checked != one.defaultChecked) && [one.value, one.checked],
  keep = (form, sent) => stored(store =>
    store[place(form)] = JSON.stringify([sent && document.URL.split('#')[0], (form.key || {}).value, names(form), fields(form).map(typed)])),
  bring = form => stored(store => {
    const [sent, was, named, kept] = JSON.parse(store[place(form)])
    if (named != names(form)) return
    fields(form).forEach((one, n) => { if (kept[n]) [one.value, one.checked] = kept[n] })
    if (sent) (form.key || {}).value = was
  })
// A page that follows the one where something was sent is the answer to it.
stored(store => Object.keys(store).forEach(name =>
  store[name].indexOf('["' + document.referrer + '"') || delete store[name]))
const forms = all('form[method=post]')
forms.forEach(bring)
oninput = ({ target: { form } }) => forms.includes(form) && keep(form)

// A button that was pressed says so, and is not pressed twice.
const busy = new Map(), drawing = new Map(),
  wake = () => { busy.forEach(again => again()); busy.clear() },
  tell = made('p', { className: 'note wait', textContent: say.offline, role: 'alert' })
onpageshow = wake
onsubmit = event => {
  const form = event.target, pressed = event.submitter || all('button', form)[0], drawn = drawing.get(form)
  if (!forms.includes(form)) return
  const waits = busy.has(form) || !navigator.onLine && !form.prepend(tell)
  if (waits || drawn) event.preventDefault()
  if (waits) return
  const inside = pressed.innerHTML
  pressed.textContent = say.sending
  busy.set(form, () => pressed.innerHTML = inside)
  setTimeout(wake, 2e4)
  if (drawn) drawn.then(() => { wake(); pressed.click() })
  else if (place(form) == '/sign-out') stored(store => store.clear())
  else keep(form, 1)
}

// A photo is drawn smaller before it travels: 150,000 bytes at most. What cannot be drawn is sent as it is.
const draw = async input => {
  const seen = await createImageBitmap(input.files[0], { imageOrientation: 'from-image' })
  let scale = Math.min(1, 1600 / Math.max(seen.width, seen.height)), drawn
  do {
    const paper = made('canvas', { width: seen.width * scale, height: seen.height * scale })
    paper.getContext('2d').drawImage(seen, 0, 0, paper.width, paper.height)
    drawn = await new Promise(done => paper.toBlob(done, 'image/jpeg', .7))
    scale *= .85
  } while (drawn.size > 15e4)
  const taken = new DataTransfer()
  taken.items.add(new File([drawn], 'photo.jpg', { type: drawn.type }))
  input.files = taken.files
}
all('input[type=file]').forEach(input => input.onchange = () => (input.files[0] || 0).size > 15e4 &&
  drawing.set(input.form, draw(input).catch(() => 0).then(() => drawing.delete(input.form))))

// Copy, send on, listen: the button is there only where it works.
all('[data-give]').forEach(one => {
  const text = one.dataset.give,
    copy = button(say.copy, () => navigator.clipboard.writeText(text).then(() => copy.textContent = say.copied))
  if (navigator.clipboard) one.append(copy)
  if (navigator.share) one.append(button(say.share, () => navigator.share({ text }).catch(() => 0)))
})
const voices = window.speechSynthesis, now = all('.now')[0], lang = document.documentElement.lang,
  listen = button(say.listen, () => {
    voices.cancel()
    voices.speak(Object.assign(new SpeechSynthesisUtterance(now.textContent), { lang }))
  })
if (voices && now) (voices.onvoiceschanged = () =>
  voices.getVoices().some(one => !one.lang.indexOf(lang)) && now.after(listen))()

// What is wrong is read first.
all('.wrong[role=alert]').forEach(one => { one.tabIndex = -1; one.focus() })

// How long it is still is said by the server and goes on from there. Once it is over, what to do now says so.
// It goes by our clock, which comes with each answer. A page that the phone had kept says what it was then: by what was heard last.
let ahead = 0
stored(store => {
  const { transferSize, serverTiming: [at] } = performance.getEntriesByType('navigation')[0]
  if (transferSize) store.ahead = at.duration - new Date
  ahead = +store.ahead || 0
})
all('[data-over]').forEach(function tick(one) {
  let left = new Date(one.dateTime) - new Date - ahead, words = []
  if (left < 0) return now.role = 'alert', now.textContent = one.parentNode.textContent = one.dataset.over
  const rest = left % (left > 36e5 || matchMedia('(prefers-reduced-motion)').matches ? 6e4 : 1e3)
  left -= rest
  for (const [unit, size] of [['day', 864e5], ['hour', 36e5], ['minute', 6e4], ['second', 1e3]]) {
    const many = left / size | 0
    left %= size
    if (many && !words[1]) words.push(many.toLocaleString(lang, { style: 'unit', unit }))
  }
  if (words[0]) one.textContent = words.join(' ')
  setTimeout(tick, rest + 1, one)
})
}
