// The command line in Pyodide: takes the words of a command, gives the HTML and the lines that it writes.
import { loadPyodide } from "./pyodide.mjs";

try {
  const file = (name) => fetch(new URL(name, import.meta.url)).then((response) => response.arrayBuffer());
  const program = file("maginfo.tar.xz");
  const python = await loadPyodide();
  python.unpackArchive(await program, "xztar");
  const { ask } = python.pyimport("ask");
  self.onmessage = ({ data }) => {
    try {
      const [html, lines] = ask(python.toPy(data)).toJs();
      self.postMessage({ html, lines });
    } catch (error) {
      self.postMessage({ failed: String(error) });
    }
  };
  self.postMessage({});
} catch (error) {
  self.postMessage({ failed: String(error) });
}
