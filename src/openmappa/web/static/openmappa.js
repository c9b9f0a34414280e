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
