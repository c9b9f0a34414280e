// What is nicer with a script; nothing needs it.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// A list's choice of order or area takes effect at once; without a script its button does it.
for (const form of document.querySelectorAll("form[data-send-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A form that is being filled in is kept as its writer's own draft, a moment after the last key.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const told = form.querySelector("[data-draft-told]");
  let waiting;
  const save = async () => {
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { "X-Saved-While-Typing": "yes" },
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
      });
      told.textContent = answer.ok ? "Draft saved." : "The draft could not be saved.";
    } catch {
      told.textContent = "No connection: the draft is not saved yet.";
      waiting = setTimeout(save, 10000);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}

// A slider says which day it stands on while it is moved; without a script its button shows the day.
for (const slider of document.querySelectorAll("input[data-day]")) {
  const told = document.createElement("output");
  told.className = "app-slider__day";
  told.htmlFor = slider.id;
  slider.after(told);
  const tell = () => {
    // Counted from 1 January of the year 1, as the page does; 719163 is 1 January 1970.
    const day = new Date((Number(slider.value) - 719163) * 86400000);
    const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(day);
    told.value = words;
    slider.setAttribute("aria-valuetext", words);
  };
  slider.addEventListener("input", tell);
  tell();
}
