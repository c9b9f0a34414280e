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

// What a search finds is shown once its typist pauses: asked of the search itself, as its button does.
for (const form of document.querySelectorAll("form[data-shows]")) {
  const region = document.getElementById(form.dataset.shows);
  const told = document.querySelector(`[data-told="${form.dataset.shows}"]`);
  const words = form.querySelector("input[type='search']");
  let shown = words.value.trim();
  let waiting;
  let asked;
  const find = async () => {
    const text = words.value.trim();
    if (text.length < 3 || text === shown) {
      return;
    }
    asked = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
        signal: asked.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = answer.ok && page.getElementById(form.dataset.shows);
      if (found) {
        region.replaceChildren(...found.childNodes);
        told.textContent = region.querySelector("[role='status']").textContent;
        shown = text;
      }
    } catch {
      // The button searches, and says what is wrong.
    }
  };
  const stop = () => {
    clearTimeout(waiting);
    asked?.abort();
  };
  words.addEventListener("input", () => {
    stop();
    waiting = setTimeout(find, 700);
  });
  form.addEventListener("submit", stop);
}

// Whether what is sent now would arrive, and under the name of who wrote it.
const { user, signedIn, signInAgain } = document.body.dataset;
const here = async () => {
  try {
    const answer = await fetch(signedIn, { redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      return "signed out";
    }
    const found = await answer.json();
    for (const field of document.querySelectorAll("input[name='csrfmiddlewaretoken']")) {
      field.value = found.token; // signing in again has made a new one
    }
    return found.user === user ? "" : "somebody else";
  } catch {
    return "no connection";
  }
};
const WHY_NOT = {
  "signed out": "You are signed out. What you typed is still on this page. ",
  "somebody else":
    "Somebody else has signed in with this browser. What you typed is still on this page. ",
  "no connection":
    "No connection. Nothing was sent, and what you typed is still on this page. Try again when there is one.",
};

// A form that cannot be sent stays where it is, with what was typed, and says what to do.
const signIn = () => {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = signInAgain;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Sign in again in a new window, then come back to this one";
  return link;
};
const notSent = (form, why) => {
  let told = form.querySelector("[data-not-sent]");
  if (!told) {
    told = document.createElement("div");
    told.dataset.notSent = "";
    told.className = "govuk-inset-text";
    told.setAttribute("role", "alert");
    form.append(told);
  }
  told.replaceChildren(WHY_NOT[why]);
  if (why !== "no connection") {
    told.append(signIn());
  }
};
const ready = () => {
  for (const told of document.querySelectorAll("[data-not-sent]")) {
    told.textContent = "You can send it now: press the button again.";
  }
};
if (user) {
  for (const form of document.querySelectorAll("main form[method='post']:not([role='search'])")) {
    let sure = false;
    let asking = false;
    form.addEventListener("submit", async (event) => {
      if (sure) {
        return;
      }
      event.preventDefault();
      if (asking) {
        return;
      }
      const { submitter } = event;
      asking = true;
      const why = await here();
      asking = false;
      if (why) {
        notSent(form, why);
        return;
      }
      sure = true;
      form.requestSubmit(submitter);
      sure = false;
    });
  }
  const look = async () => {
    if (document.querySelector("[data-not-sent]") && !(await here())) {
      ready();
    }
  };
  addEventListener("focus", look);
  addEventListener("online", look);
}

// A form that is being filled in is kept as its writer's own draft, a moment after the last key.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const told = form.querySelector("[data-draft-told]");
  let waiting;
  const save = async () => {
    const why = await here();
    if (why) {
      const signInToo = why === "no connection" ? [] : [signIn()];
      told.replaceChildren(WHY_NOT[why], ...signInToo);
      waiting = setTimeout(save, 10000);
      return;
    }
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { "X-Saved-While-Typing": "yes" },
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
      });
      told.textContent = answer.ok ? "Draft saved." : "The draft could not be saved.";
    } catch {
      told.textContent = WHY_NOT["no connection"];
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
