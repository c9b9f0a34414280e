// Security keys and passkeys: asks the browser for one when such a form is sent, and sends what it
// answers. The options, and the answer, are JSON in which bytes are base64url.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const listed = (credentials) => (credentials ?? []).map((c) => ({ ...c, id: bytes(c.id) }));

async function create({ publicKey: asked }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: listed(asked.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function get({ publicKey: asked }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: listed(asked.allowCredentials),
    },
  });
  return answer(used, {
    authenticatorData: text(used.response.authenticatorData),
    signature: text(used.response.signature),
    userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  };
}

const FAULTS = {
  NotAllowedError: "No key answered in time, or the request was cancelled. Try again.",
  InvalidStateError: "This key is on your account already.",
  SecurityError: "Security keys do not work at this address. Open the site by its name.",
};

for (const note of document.querySelectorAll("[data-without-script]")) {
  note.hidden = true;
}
for (const form of document.querySelectorAll("form[data-security-key]")) {
  const fault = document.querySelector("#security-key-fault");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    const options = JSON.parse(form.dataset.securityKey);
    try {
      const found = await (form.dataset.does === "create" ? create(options) : get(options));
      form.elements.credential.value = JSON.stringify(found);
      form.submit();
    } catch (error) {
      fault.textContent = FAULTS[error.name] ?? "The key could not be used. Try again.";
      fault.hidden = false;
    }
  });
}
