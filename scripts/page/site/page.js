// Makes the words of a command of what was filled in, and shows what the command says.
const [form, state, answer, said, frame] = ["form", "state", "answer", "said", "page"].map((id) => document.getElementById(id));
const command = () => form.elements.command.value;

/** Return the words of the command: options with their values, and names after "--", where nothing is an option. */
function words() {
  const options = [], names = [];
  for (const field of form.elements) {
    if (!field.name || field.name === "command" || field.closest("[hidden]")) continue;
    if (field.type === "checkbox") {
      if (field.checked) options.push(field.name);
      continue;
    }
    const values = "whole" in field.dataset ? [field.value] : field.value.split("\n");
    for (const value of values.map((each) => each.trim()).filter(Boolean)) {
      if (field.name === "NAME" || field.dataset.nameIn === command()) names.push(value);
      else options.push(`${field.name}=${value}`);
    }
  }
  return [command(), ...options, ...(names.length ? ["--", ...names] : [])];
}

function showFields() {
  for (const part of form.querySelectorAll("[data-of]")) part.hidden = !part.dataset.of.split(" ").includes(command());
}

function fit() {
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.height = `${page.getBoundingClientRect().height + 4}px`;
}

/** Put the HTML and the lines in place of the last answer, of which no entry stays in the history. */
function put(html, lines) {
  said.textContent = lines.trim();
  frame.hidden = !html;
  URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  frame.contentWindow.location.replace(shown);
}

function show(html, lines) {
  answer.hidden = false;
  put(html, lines);
  state.textContent = html ? "Answered below." : "No answer.";
  document.getElementById("answered").focus({ preventScroll: true });
}

/** Wait until the service worker has the files, so that they are loaded once; without one the page still answers. */
async function filesAreKept() {
  if (!navigator.serviceWorker) return;
  try {
    const { active, waiting, installing } = await navigator.serviceWorker.register("service-worker.js");
    const worker = active ?? waiting ?? installing;
    while (!["activated", "redundant"].includes(worker.state)) {
      await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
    }
  } catch (error) {
    console.warn(error);
  }
}

/** Start the program. A worker of this page's own making obeys its Content-Security-Policy; one from a file would not. */
async function started() {
  await filesAreKept();
  const source = `import ${JSON.stringify(new URL("worker.js", location.href))};`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  await reply(worker);
  URL.revokeObjectURL(address);
  state.textContent = "Ready.";
  return worker;
}

const reply = (worker) => new Promise((done, failed) => {
  worker.onmessage = ({ data }) => ("failed" in data ? failed(new Error(data.failed)) : done(data));
  worker.onerror = (event) => failed(new Error(event.message));
});

let shown = "";
let program = started();
program.catch((error) => { state.textContent = `The program could not be started: ${error.message}`; });
let last = Promise.resolve();
let changes = 0;

/** Ask, and show the answer unless something else stands in the form by then. */
async function ask(asked, asOf) {
  state.textContent = "Working …";
  try {
    const worker = await program;
    worker.postMessage(asked);
    const { html, lines } = await reply(worker);
    if (asOf === changes) show(html, lines);
    else state.textContent = "Changed: ask again.";
  } catch (error) {
    program.then((worker) => worker.terminate(), () => {});
    program = started();
    show("", `The program stopped, and is started again: ${error.message}`);
  }
}

function takeAway() {
  changes += 1;
  if (!answer.hidden) state.textContent = "Changed: ask again.";
  answer.hidden = true;
  put("", "");
}

form.addEventListener("input", takeAway);
form.addEventListener("change", showFields);
form.addEventListener("reset", () => {
  takeAway();
  state.textContent = "Cleared.";
  setTimeout(showFields);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = words(), asOf = changes;
  last = last.then(() => ask(asked, asOf));
});
frame.addEventListener("load", () => {
  frame.contentDocument.addEventListener("toggle", fit, true);
  fit();
  if (!answer.hidden) answer.scrollIntoView();
});
addEventListener("resize", fit);
showFields();
