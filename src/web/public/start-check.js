// Says why the page stays empty, where the reason is a browser that is too old for it, or a script
// that did not come. It has to run in whatever there is, so it is written in ECMAScript 5.
;(function () {
  var texts = {
    en: {
      old: [
        'This browser is too old for Parlor',
        'Please update it, or use another one: Chrome or Edge from 109, Firefox from 115, Safari from 16 (iOS 16).',
      ],
      broken: [
        'Parlor could not be loaded',
        'Please load the page anew. If that does not help, look whether an extension or a filter blocks the scripts of this site.',
      ],
    },
    de: {
      old: [
        'Dieser Browser ist zu alt für Parlor',
        'Bitte aktualisiere ihn oder nimm einen anderen: Chrome oder Edge ab 109, Firefox ab 115, Safari ab 16 (iOS 16).',
      ],
      broken: [
        'Parlor konnte nicht geladen werden',
        'Bitte lade die Seite neu. Hilft das nicht, sieh nach, ob eine Erweiterung oder ein Filter die Skripte dieser Website sperrt.',
      ],
    },
    ar: {
      old: [
        'هذا المتصفح أقدم من أن يعمل عليه Parlor',
        'حدّثه أو استخدم غيره: Chrome أو Edge من 109، أو Firefox من 115، أو Safari من 16 ‏(iOS 16).',
      ],
      broken: [
        'تعذّر تحميل Parlor',
        'أعد تحميل الصفحة. وإن لم يُجدِ ذلك فتحقّق من أن إضافةً أو مرشّحًا لا يحجب نصوص هذا الموقع البرمجية.',
      ],
    },
  }

  function say(what) {
    var app = document.getElementById('app')
    if (!app || app.getElementsByTagName('main').length > 0) return
    var tag = (navigator.language || navigator.userLanguage || 'en').slice(0, 2).toLowerCase()
    if (tag !== 'de' && tag !== 'ar') tag = 'en'
    document.documentElement.lang = tag
    document.documentElement.dir = tag === 'ar' ? 'rtl' : 'ltr'
    var main = document.createElement('main')
    main.id = 'main'
    main.className = 'page message-page'
    add(main, 'h1', texts[tag][what][0])
    add(main, 'p', texts[tag][what][1])
    app.appendChild(main)
  }

  function add(to, kind, text) {
    var element = document.createElement(kind)
    element.appendChild(document.createTextNode(text))
    to.appendChild(element)
  }

  function suffices() {
    try {
      return (
        'noModule' in document.createElement('script') &&
        'CSSLayerBlockRule' in window &&
        'HTMLDialogElement' in window &&
        'BroadcastChannel' in window &&
        typeof Object.hasOwn === 'function' &&
        typeof Array.prototype.findLast === 'function' &&
        typeof AbortSignal.timeout === 'function'
      )
    } catch (_) {
      return false
    }
  }

  function refuse() {
    say('old')
    // The page’s own code, should some of it run after all, finds nothing to draw into.
    document.getElementById('app').id = 'not-started'
  }

  if (!suffices()) {
    if (document.readyState === 'loading' && document.addEventListener) {
      document.addEventListener('DOMContentLoaded', refuse)
    } else refuse()
    return
  }
  function failed(event) {
    var target = event.target
    if (target !== window && target.nodeName !== 'SCRIPT') return
    // A sign that the browser cannot read is a fault of syntax; a script that did not come has no message.
    say(/syntax|regular expression|regexp/i.test(event.message || '') ? 'old' : 'broken')
  }
  window.addEventListener('error', failed, true)
  window.addEventListener('load', function () {
    setTimeout(function () {
      say('broken')
    }, 20000)
  })
})()
