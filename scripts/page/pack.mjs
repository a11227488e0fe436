// node pack.mjs PYODIDE TARGET: runs pack.py in that Pyodide, for the wheels that are in the target folder.
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide();
python.mountNodeFS("/here", dirname(fileURLToPath(import.meta.url)));
python.mountNodeFS("/target", target);
python.runPython(`
import sys
from pathlib import Path
sys.path.insert(0, "/here")
import pack
pack.main(Path("/here"), Path("/target"))
`);
