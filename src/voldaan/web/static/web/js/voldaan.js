/* Comfort only: everything also works without this file. No inline code, no library.
   Keys (switchable in the settings, never while typing): on a focused card
   Enter opens the letter, S sends, B calls, L later, ? why, 1 2 3 0 choose a match; on the
   page of a call 1 to 6 choose how it went. */
"use strict";

(() => {
  const typing = (element) =>
    element.closest("input, textarea, select, [contenteditable]") !== null;

  const cards = () => [...document.querySelectorAll("[data-card]")];

  const press = (card, key) => {
    const target = card.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (target.tagName === "DETAILS") {
      target.open = !target.open;
      target.querySelector("summary").focus();
    } else {
      target.click();
    }
    return true;
  };

  const openLetter = (card) => {
    const letter = card.querySelector("[data-letter]");
    if (!letter) return false;
    letter.open = !letter.open;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (!document.body.hasAttribute("data-keys")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (!["enter", "s", "b", "l", "?", "1", "2", "3", "0"].includes(key)) return;
    const card = event.target.closest("[data-card]");
    if (!card) {
      // The first key only takes the user to the first card: nothing is sent by surprise.
      if (key !== "enter" && event.target === document.body && cards()[0]) {
        cards()[0].focus();
        event.preventDefault();
      }
      return;
    }
    // Enter on a button inside the card keeps its own meaning.
    if (key === "enter" && event.target !== card) return;
    if (key === "enter" ? openLetter(card) : press(card, key)) event.preventDefault();
  });

  // On the page of a call a digit chooses how it went; what is typed stays what is typed.
  document.addEventListener("keydown", (event) => {
    if (!document.body.hasAttribute("data-keys")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const isText = event.target.closest("input:not([type=radio]), textarea, select");
    const outcomes = document.querySelectorAll("[data-outcomes] input[type=radio]");
    const chosen = /^[1-9]$/.test(event.key) && outcomes[Number(event.key) - 1];
    if (isText || !chosen) return;
    chosen.checked = true;
    chosen.focus();
    event.preventDefault();
  });

  // The undo bar counts down; the server alone decides when the message leaves.
  window.setInterval(() => {
    for (const place of document.querySelectorAll("[data-countdown]")) {
      const left = Number(place.textContent) - 1;
      if (left >= 0) place.textContent = String(left);
      else place.closest("[data-undo]")?.setAttribute("hidden", "");
    }
  }, 1000);

  const prepare = (root) => {
    for (const button of root.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
    }
  };

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const source = document.getElementById(copy.dataset.copy);
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      copy.textContent = copy.dataset.copied;
    }
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // What the owner changed on a card is kept before its own program opens, so that it goes along.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-words]");
    const form = link && document.getElementById(link.dataset.words);
    const words = form?.querySelectorAll("[name=subject], [name=body]") ?? [];
    const changed = [...words].filter((each) => each.value !== each.defaultValue);
    if (!changed.length) return;
    event.preventDefault();
    // A window that opens after waiting is taken for an advertisement: it opens first.
    const opened = (link.target && window.open("", link.target)) || window;
    if (opened !== window) opened.opener = null;
    const body = new FormData(form);
    await fetch(link.dataset.keep, { method: "POST", body, redirect: "manual" }).catch(() => {});
    for (const each of changed) each.defaultValue = each.value;
    opened.location.href = link.href;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details[open]:not(.letter)");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A drop area passes files to its own file input; choosing with the keyboard works too.
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const area = event.target.closest?.("[data-drop]");
      if (!area) return;
      event.preventDefault();
      area.classList.toggle("is-over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      area.querySelector("input[type=file]").files = event.dataTransfer.files;
      area.requestSubmit();
    });
  }

  // Browsers that pass over autofocus on a text still go to what must be put right.
  document.querySelector("[data-errors]")?.focus();

  // Of several that can be undone, the one that was just done stands in sight.
  const undos = () => [...document.querySelectorAll(".undo-stack > form")];
  let before = [];
  document.addEventListener("htmx:beforeSwap", () => {
    before = undos().map((row) => row.action);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    prepare(event.target);
    const done = undos().find((row) => !before.includes(row.action));
    if (done) done.parentElement.scrollTop = done.offsetTop;
  });
  prepare(document);
})();
